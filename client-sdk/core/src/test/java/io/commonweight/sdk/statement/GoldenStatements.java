package io.commonweight.sdk.statement;

import static io.commonweight.sdk.statement.GoldenParties.hybrid;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Charter.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** At least one statement of each kind, of one federation, and who signs it. */
final class GoldenStatements {
  static final String FIRST_LOG = "acme log";
  static final String SECOND_LOG = "beta log";

  private static final long TIME = 1_795_176_000L;
  private static final String POLICY = "tabletop/policy";
  private static final Sha256 SPEC = digest("specification");
  private static final Sha256 WEIGHTS = digest("weights 0");
  private static final Sha256 NEW_WEIGHTS = digest("weights 1");
  private static final Sha256 MOMENTUM = digest("momentum 1");
  private static final Sha256 VARIANCE = digest("variance 1");
  private static final long WEIGHTS_BYTES = 128_040;
  private static final Fingerprint NODE = hybrid("acme node").fingerprint();

  private static final Charter CHARTER =
      charter(
          1,
          Optional.empty(),
          FIRST_LOG,
          Optional.empty(),
          Optional.empty(),
          aggregation(Encoding.I32, List.of(), Rule.mean(), Optimizer.none(), 4096),
          new Charter.Rounds(3, 0, 0, 3600, 4),
          Privacy.OPEN);
  private static final Charter MOVED =
      charter(
          2,
          Optional.of(digest(CHARTER)),
          SECOND_LOG,
          Optional.of(new Charter.Cut(40, digest("root of 40"))),
          Optional.of(new Charter.EvaluationGate("pick-and-place", "held-out", 2, 600)),
          aggregation(
              Encoding.I8,
              List.of(new RoundOpen.Scale("head.bias", 14), new RoundOpen.Scale("lora.A", 30)),
              new Rule(
                  Rule.Kind.CENTRED_CLIPPING,
                  Rule.Voters.ORGANIZATION,
                  1,
                  Optional.empty(),
                  Optional.of("68719476736"),
                  Optional.of(3)),
              new Optimizer(
                  Optimizer.Kind.ADAM,
                  Optional.of(10_000),
                  Optional.of(900_000),
                  Optional.of(990_000),
                  Optional.of(1_000)),
              4096),
          new Charter.Rounds(3, 5, 2, 3600, 4),
          Privacy.OPEN);
  private static final Charter SECURE =
      charter(
          2,
          Optional.of(digest(CHARTER)),
          SECOND_LOG,
          Optional.of(new Charter.Cut(40, digest("root of 40"))),
          Optional.empty(),
          aggregation(
              Encoding.I32,
              List.of(),
              new Rule(
                  Rule.Kind.MEDIAN,
                  Rule.Voters.ORGANIZATION,
                  1,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              Optimizer.none(),
              1),
          new Charter.Rounds(3, 0, 0, 3600, 4),
          Privacy.COHORT);
  private static final Release BASE =
      release(0, Optional.empty(), Optional.empty(), Release.Standing.FOUNDING, WEIGHTS, List.of());
  private static final RoundOpen OPEN =
      RoundOpen.after(CHARTER, digest(CHARTER), BASE, digest(BASE));
  private static final RoundOpen ROBUST = RoundOpen.after(MOVED, digest(MOVED), BASE, digest(BASE));
  private static final RoundOpen MASKED =
      RoundOpen.after(SECURE, digest(SECURE), BASE, digest(BASE));
  private static final Sha256 SESSION = digest("session");
  private static final Fingerprint OTHER = hybrid("acme node 2").fingerprint();

  /**
   * A statement of a signer.
   *
   * @param signer the name of the key
   */
  record Golden(String signer, Predicate predicate) {}

  private GoldenStatements() {}

  static List<Golden> all() {
    return List.of(
        new Golden("acme root", CHARTER),
        new Golden("beta root", MOVED),
        new Golden("beta root", SECURE),
        new Golden("acme root", delegation(Role.NODE, "acme node", 4096)),
        new Golden("beta root", delegation(Role.AGGREGATOR, "beta aggregator", 0)),
        new Golden(
            "acme root", new Revocation(NODE, Revocation.Reason.COMPROMISED, Optional.of(12L))),
        new Golden(
            "beta root",
            new Revocation(
                hybrid("beta aggregator").fingerprint(),
                Revocation.Reason.SUPERSEDED,
                Optional.empty())),
        new Golden("acme root", BASE),
        new Golden("beta aggregator", OPEN),
        new Golden("beta aggregator", ROBUST),
        new Golden("beta aggregator", MASKED),
        new Golden(
            "acme node",
            new Update(
                digest(OPEN),
                WEIGHTS,
                NODE,
                Update.commit(Bytes.of(digest("salt").bytes()), digest("blob")),
                3000,
                128_040)),
        new Golden(
            "acme node", new KeyAdvertisement(SESSION, NODE, kemKey("sharing"), kemKey("masking"))),
        new Golden("acme node", dealing()),
        new Golden(
            "acme node", new MaskedInput(SESSION, NODE, digest("dealings"), digest("vector"))),
        new Golden("acme node", reveal()),
        new Golden("beta aggregator", new RoundStep(digest(MASKED), RoundStep.Step.DEALING)),
        new Golden("beta aggregator", new RoundClose(digest(OPEN))),
        new Golden("beta aggregator", aggregate(OPEN, List.of())),
        new Golden("beta aggregator", aggregate(ROBUST, List.of(MOMENTUM, VARIANCE))),
        new Golden("acme release", next()),
        new Golden(
            "acme node",
            new Evaluation(digest(next()), NEW_WEIGHTS, "pick-and-place", "held-out", 17, 20)),
        new Golden(
            "delta root",
            new Advisory(
                digest(next()),
                Advisory.Kind.YANK,
                "Drops the cup.\n\"Gripper\" opens early: \u00e9, \ud83e\udd16.",
                Optional.of(digest(BASE)))),
        new Golden(
            "pilot root",
            new Complaint(
                "acme", digest("checkpoint"), Complaint.Kind.CENSORED, "Not logged for a day.")));
  }

  private static Charter charter(
      int version,
      Optional<Sha256> previous,
      String log,
      Optional<Charter.Cut> after,
      Optional<Charter.EvaluationGate> gate,
      Charter.Aggregation aggregation,
      Charter.Rounds rounds,
      Privacy privacy) {
    return new Charter(
        "tabletop",
        version,
        previous,
        TIME + Duration.ofDays(365).toSeconds(),
        new Charter.LogIdentity(
            log.replace(" ", ".") + ".example/tabletop",
            version,
            log.substring(0, log.indexOf(' ')),
            GoldenParties.cosigner(log),
            after),
        GoldenParties.keys(log).digest(),
        GoldenParties.members(),
        Threshold.of(4),
        Threshold.of(3),
        POLICY,
        digest("embodiment"),
        privacy,
        gate,
        aggregation,
        rounds);
  }

  private static Charter.Aggregation aggregation(
      Encoding encoding,
      List<RoundOpen.Scale> scales,
      Rule rule,
      Optimizer optimizer,
      long nodeWeightCap) {
    return new Charter.Aggregation(
        SPEC, encoding, 20, scales, "1099511627776", nodeWeightCap, 8192, 1 << 20, rule, optimizer);
  }

  private static List<Fingerprint> cohort() {
    return Stream.of(NODE, OTHER).sorted().toList();
  }

  private static ShareDealing dealing() {
    return new ShareDealing(
        SESSION,
        NODE,
        digest("roster"),
        digest("seed"),
        cohort().stream()
            .map(node -> new ShareDealing.Shares(node, digest("seed share"), digest("key share")))
            .toList(),
        List.of(new ShareDealing.Sent(OTHER, digest("parcel"))),
        digest("parcels"));
  }

  private static ShareReveal reveal() {
    var share = new SaltedShare(secret("salt"), secret("share"));
    return new ShareReveal(
        SESSION,
        NODE,
        digest("survivors"),
        cohort().stream().map(node -> new ShareReveal.Opened(node, share)).toList(),
        List.of());
  }

  private static Secret secret(String name) {
    return Secret.of(digest(name).bytes());
  }

  /** The key of which the two private halves follow from a name. */
  private static KemKey kemKey(String name) {
    byte[] seed = Arrays.copyOf(digest(name).bytes(), 64);
    byte[] mlKem = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed).getPublicKey();
    byte[] key = Arrays.copyOf(mlKem, KemKey.BYTES);
    X25519.generatePublicKey(digest(name).bytes(), 0, key, mlKem.length);
    return KemKey.of(key);
  }

  private static Aggregate aggregate(RoundOpen open, List<Sha256> optimizerState) {
    return new Aggregate(
        digest(open),
        24,
        digest("input set"),
        SPEC,
        List.of(
            new Rejection(17, hybrid("beta node").fingerprint(), Reason.NORM),
            new Rejection(21, NODE, Reason.DUPLICATE)),
        NEW_WEIGHTS,
        optimizerState,
        TIME + 7200,
        digest("output proof"));
  }

  private static Delegation delegation(Role role, String key, long maxWeight) {
    return new Delegation(
        "tabletop",
        role,
        hybrid(key).verifyingKey(),
        maxWeight,
        TIME,
        TIME + Delegation.MAX_VALIDITY.toSeconds());
  }

  private static Release next() {
    return release(
        1,
        Optional.of(digest(BASE)),
        Optional.of(digest(ROBUST)),
        new Release.Standing(29, Sha256.of(digest("a revocation").bytes())),
        NEW_WEIGHTS,
        List.of(
            new Release.File("momentum.safetensors", MOMENTUM, WEIGHTS_BYTES),
            new Release.File("variance.safetensors", VARIANCE, WEIGHTS_BYTES)));
  }

  private static Release release(
      int sequence,
      Optional<Sha256> previous,
      Optional<Sha256> round,
      Release.Standing standing,
      Sha256 weights,
      List<Release.File> state) {
    List<Release.File> files =
        new ArrayList<>(
            List.of(
                new Release.File("README.md", digest("card " + sequence), 2048),
                new Release.File("config.json", digest("config"), 512),
                new Release.File("model.safetensors", weights, WEIGHTS_BYTES)));
    files.addAll(state);
    return new Release(
        digest(CHARTER),
        POLICY,
        sequence,
        previous,
        round,
        standing,
        files,
        List.of(
            new Release.Tensor("head.bias", List.of(7L)),
            new Release.Tensor("head.weight", List.of(7L, 256L))));
  }

  private static Sha256 digest(Predicate predicate) {
    return new Statement(predicate).digest();
  }

  static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(UTF_8));
  }
}
