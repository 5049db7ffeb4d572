package io.commonweight.sdk.statement;

import io.commonweight.sdk.statement.GoldenStatements.Golden;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Payloads that differ from golden ones in one thing, for which each must be refused. */
final class RefusedPayloads {
  private static final String TYPE = "commonweight.dev/";
  private static final String MEAN = rule("\"faults\":0", "MEAN");

  private final List<Refused> refused = new ArrayList<>();

  /**
   * A payload that no reader may accept.
   *
   * @param why the only thing that is wrong with it
   */
  record Refused(String why, String payload) {}

  private RefusedPayloads() {}

  static List<Refused> all() {
    var payloads = new RefusedPayloads();
    Set<Class<?>> kinds = new HashSet<>();
    for (Golden golden : GoldenStatements.all()) {
      if (kinds.add(golden.predicate().getClass())) {
        payloads.ofEveryKind(PayloadText.of(golden.predicate()), kind(golden.predicate()));
      }
    }
    payloads.statements();
    payloads.charters();
    payloads.rules();
    payloads.secureRounds();
    payloads.delegations();
    payloads.releases();
    payloads.others();
    return List.copyOf(payloads.refused);
  }

  private static String kind(Predicate predicate) {
    String text = PayloadText.text(new Statement(predicate));
    int start = text.lastIndexOf(TYPE) + TYPE.length();
    return text.substring(start, text.indexOf("/v1", start));
  }

  private void ofEveryKind(PayloadText golden, String kind) {
    add(kind + ": an unknown member", golden.with("\"zz\":1").text());
    add(kind + ": a member twice", golden.repeated().text());
    add(kind + ": the first member is missing", golden.without(0).text());
    add(kind + ": a float", golden.withFirst("1.5").text());
    add(kind + ": null in place of a value", golden.withFirst("null").text());
    add(kind + ": a lone surrogate", golden.withFirst("\"\\ud800\"").text());
    add(kind + ": white space", golden.text().replace(",\"predicateType\"", ", \"predicateType\""));
    if (golden.members().size() > 1) {
      add(kind + ": members out of order", golden.reversed().text());
    }
    add(
        kind + ": a subject that the predicate does not imply",
        golden.text().replaceFirst("\"name\":\"([^\"]*)\"}(,|])", "\"name\":\"other\"}$2"));
  }

  private void statements() {
    String close = golden(RoundClose.class);
    add("another _type", close.replace("Statement/v1", "Statement/v0.1"));
    add("an unknown kind", close.replace("round-close/v1", "round-end/v1"));
    add("an unknown version", close.replace("round-close/v1", "round-close/v2"));
    add("an unknown member of the statement", close.replaceFirst("}$", ",\"version\":1}"));
    add("a subject twice", close.replaceAll("\"subject\":\\[(.*)]}$", "\"subject\":[$1,$1]}"));
    add("no subject", close.replaceAll("\"subject\":\\[.*]}$", "\"subject\":[]}"));
    add("another algorithm in the digest set", close.replace("{\"sha256\"", "{\"sha512\""));
    add("bytes after the end", close + "\n");
    add("a byte order mark", "\ufeff" + close);
    add("a digest in upper case", upperCase(close));
    add("a character that needs no escape", close.replace("\"name\":\"r", "\"name\":\"\\u0072"));
    add("an escaped solidus", close.replace("https://in-toto", "https:\\/\\/in-toto"));
    add("one byte more than 65,535", tooLarge());
  }

  private void charters() {
    String charter = golden(Charter.class);
    add("version 1 has a predecessor", charter.replace("\"privacy\"", previous() + "\"privacy\""));
    add("version 2 has no predecessor", charter.replace("\"version\":1,", "\"version\":2,"));
    add("epoch 2 does not say what it follows", charter.replace("\"epoch\":1", "\"epoch\":2"));
    add("version 0", charter.replace("\"version\":1,", "\"version\":0,"));
    add("a number with a leading zero", charter.replace("\"version\":1,", "\"version\":01,"));
    add(
        "an integer with a fraction of zero",
        charter.replace("\"version\":1,", "\"version\":1.0,"));
    add("an integer with an exponent", charter.replace("\"version\":1,", "\"version\":1e0,"));
    add("a number in a string", charter.replace("\"version\":1,", "\"version\":\"1\","));
    add("a boolean in a string", charter.replace(":true", ":\"true\""));
    add("an integer of more than 53 bits", replaceTime(charter, "9007199254740992"));
    add("a time beyond 2^40", replaceTime(charter, "1099511627777"));
    add("members are not sorted", charter.replace("\"name\":\"acme\"", "\"name\":\"zeta\""));
    add("an organization twice", charter.replace("\"name\":\"beta\"", "\"name\":\"acme\""));
    add("a key under two names", withKeyOf(charter, "gamma root", "delta root"));
    add("a root key is the log's", withKeyOf(charter, "gamma root", GoldenStatements.FIRST_LOG));
    add(
        "two witnesses of one name",
        charter.replace("witness.delta.example", "witness.gamma.example"));
    add("a witness has the log's name", charter.replace("witness.delta.example", origin(charter)));
    add("a name in upper case", charter.replace("\"name\":\"pilot\"", "\"name\":\"Pilot\""));
    add("a threshold of 0", quorum(charter, 0, 0));
    add("two of four do not survive a liar", quorum(charter, 1, 2));
    add("half of four survive nobody", quorum(charter, 0, 2));
    add("five of four", quorum(charter, 1, 5));
    add("a threshold of witnesses that is too low", witnesses(charter, 1, 2));
    add("an unknown privacy", charter.replace("\"OPEN\"", "\"HIDDEN\""));
    add("a norm bound of 2^128", normBound(charter, "340282366920938463463374607431768211456"));
    add("a norm bound with a leading zero", normBound(charter, "01"));
    add(
        "more updates than can be rejected",
        charter.replace("\"statementsPerNode\":4", "\"statementsPerNode\":64"));
    add("an unknown encoding", charter.replace("\"I32\"", "\"I64\""));
    add("rounds without a goal", charter.replace("\"goal\":0,", ""));
  }

  private void rules() {
    String mean = golden(Charter.class);
    add("a mean that survives a fault", mean.replace(MEAN, rule("\"faults\":1", "MEAN")));
    add("a mean over organizations", mean.replace("\"NODE\"", "\"ORGANIZATION\""));
    add("an unknown rule", mean.replace(MEAN, rule("\"faults\":0", "MEDOID")));
    add(
        "a rule for more voters than there can be",
        mean.replace(MEAN, rule("\"faults\":3", "KRUM")));
    add("a Krum that clips", mean.replace(MEAN, rule("\"clipBound\":\"9\",\"faults\":1", "KRUM")));
    add("a Multi-Krum of unknown many", mean.replace(MEAN, rule("\"faults\":1", "MULTI_KRUM")));
    add("an optimizer without parameters", mean.replace("\"NONE\"", "\"NESTEROV\""));
    String robust = golden(Charter.class, 1);
    add(
        "centred clipping that never centres",
        robust.replace("\"iterations\":3", "\"iterations\":0"));
    add(
        "a clip bound of 2^128",
        robust.replace("68719476736", "340282366920938463463374607431768211456"));
    add("no clip bound", robust.replace("\"clipBound\":\"68719476736\",", ""));
    add("an Adam without tau", robust.replace(",\"tau\":1000", ""));
    add("a beta of 1", robust.replace(":900000", ":1000000"));
    add("a learning rate of 0", robust.replace("\"learningRate\":10000", "\"learningRate\":0"));
    add(
        "a learning rate above 100",
        robust.replace("\"learningRate\":10000", "\"learningRate\":100000001"));
    add("scales that differ by 17 bits", robust.replace("\"bits\":14", "\"bits\":13"));
    add("a tensor with two scales", robust.replace("\"lora.A\"", "\"head.bias\""));
    add("a staleness of 17", robust.replace("\"maxStaleness\":2", "\"maxStaleness\":17"));
    add("a goal below the minimum", robust.replace("\"goal\":5", "\"goal\":2"));
    String open = golden(RoundOpen.class, 1);
    add("a round of scales that differ by 17 bits", open.replace("\"bits\":20", "\"bits\":31"));
    add("a round without optimizer", open.replaceFirst("\"optimizer\":\\{[^}]*},", ""));
  }

  private void secureRounds() {
    String open = golden(Charter.class);
    add("a sealed round in which nodes weigh", open.replace("\"OPEN\"", "\"SEALED\""));
    String cohort = golden(Charter.class, 2);
    String rule = "{\"faults\":1,\"kind\":\"MEDIAN\",\"voters\":\"ORGANIZATION\"}";
    add("a sealed median", cohort.replace("\"COHORT\"", "\"SEALED\""));
    add("a median of nodes in cohorts", cohort.replace("\"ORGANIZATION\"", "\"NODE\""));
    add(
        "a clipped mean of cohorts",
        cohort.replace(rule, rule("\"clipBound\":\"9\",\"faults\":0", "CLIPPED_MEAN")));
    add("cohorts that go stale", cohort.replace("\"maxStaleness\":0", "\"maxStaleness\":1"));
    add("cohorts with a goal", cohort.replace("\"goal\":0", "\"goal\":3"));
    add(
        "a cohort of more nodes than its organization's cap",
        cohort.replace("\"organizationWeightCap\":8192", "\"organizationWeightCap\":1"));
    add("a cohort of one", cohort.replaceFirst("\"nodes\":2", "\"nodes\":1"));
    String mean = cohort.replace(rule, MEAN).replace("\"COHORT\"", "\"SEALED\"");
    add("a sealed sum of nobody", mean.replace("\"nodes\":2", "\"nodes\":0"));
    add(
        "a sealed sum of 66 nodes",
        mean.replaceFirst("\"nodes\":2", "\"nodes\":60")
            .replace("\"statementsPerNode\":4", "\"statementsPerNode\":2"));
    String advertisement = golden(KeyAdvertisement.class);
    add("a key without padding", advertisement.replaceFirst("==\"", "\""));
    add(
        "a key of low order",
        advertisement.replaceFirst("[A-Za-z0-9+/]{44}==\"", "A".repeat(44) + "==\""));
    String dealing = golden(ShareDealing.class);
    add(
        "shares are not sorted",
        dealing.replaceFirst("\"shares\":\\[(\\{[^}]*}),(\\{[^}]*})]", "\"shares\":[$2,$1]"));
    String reveal = golden(ShareReveal.class);
    add(
        "a share in upper case",
        reveal.replaceFirst("\"salt\":\"[^\"]*\"", "\"salt\":\"" + "AB".repeat(32) + '"'));
    add("an unknown step", golden(RoundStep.class).replace("\"DEALING\"", "\"COLLECTING\""));
  }

  private static String rule(String parameters, String kind) {
    return "{%s,\"kind\":\"%s\",\"voters\":\"NODE\"}".formatted(parameters, kind);
  }

  private void delegations() {
    String delegation = golden(Delegation.class);
    add("a delegation of more than 90 days", plusOne(delegation, "notAfter"));
    add("a root key is delegated", delegation.replace("\"NODE\"", "\"ROOT\""));
    add("a registry key with a weight", delegation.replace("\"NODE\"", "\"REGISTRY\""));
    add("a node without weight", delegation.replace("\"maxWeight\":4096", "\"maxWeight\":0"));
    add("more weight than 2^16", delegation.replace(":4096", ":65537"));
    add("the halves of the key exchanged", exchanged(delegation));
    add("a key in base64 without padding", delegation.replace("=\",\"mlDsa65\"", "\",\"mlDsa65\""));
  }

  private void releases() {
    String release = golden(Release.class);
    add("no weights", release.replace("\"path\":\"model.safetensors\"", "\"path\":\"model.json\""));
    add("no card", release.replace("\"path\":\"README.md\"", "\"path\":\"LICENSE.md\""));
    add("a file that could be code", release.replace("config.json", "config.py"));
    add("a path that leads out", release.replace("config.json", "../config.json"));
    add("files are not sorted", release.replace("\"path\":\"config", "\"path\":\"zonfig"));
    add("release 0 stands on a log", release.replace("\"logSize\":0", "\"logSize\":1"));
    add("release 1 without predecessor", release.replace("\"sequence\":0", "\"sequence\":1"));
    add("a name that is no repo", release.replace("tabletop/policy", "policy"));
    add("nine dimensions", release.replace("[7,256]", "[1,1,1,1,1,1,1,1,1]"));
    add("a tensor twice", release.replace("head.weight", "head.bias"));
    String next = golden(Release.class, 1);
    add("variance without momentum", next.replace("momentum.", "moments."));
    add("momentum of other tensors", next.replaceFirst("128040(?=,\"path\":\"mom)", "128048"));
    add(
        "release 0 with momentum",
        next.replaceFirst("\"previous\":\"[^\"]*\",\"round\":\"[^\"]*\",", "")
            .replace("\"sequence\":1", "\"sequence\":0")
            .replaceFirst("\"standing\":\\{[^}]*}", standing(release)));
  }

  private void others() {
    String aggregate = golden(Aggregate.class);
    add("rejections are not sorted", aggregate.replace("\"index\":21", "\"index\":16"));
    add("a rejection of entry -1", aggregate.replace("\"index\":17", "\"index\":-1"));
    add("an unknown reason", aggregate.replace("\"NORM\"", "\"DISLIKED\""));
    add("a reason by its number", aggregate.replace("\"NORM\"", "0"));
    add("white space after a reason", aggregate.replace("\"NORM\"", "\"NORM\\n\""));
    add("a reason in lower case", aggregate.replace("\"NORM\"", "\"norm\""));
    String stateful = golden(Aggregate.class, 1);
    add(
        "a third file of optimizer state",
        stateful.replaceFirst("\"optimizerState\":\\[(\"[^\"]*\")", "\"optimizerState\":[$1,$1"));
    String evaluation = golden(Evaluation.class);
    add("more successes than trials", evaluation.replace(":17,", ":21,"));
    add("no trial", evaluation.replace(":17,", ":0,").replace("\"trials\":20", "\"trials\":0"));
    String open = golden(RoundOpen.class);
    add("round 0", open.replace("\"number\":1", "\"number\":0"));
    add("a scale of 41 bits", open.replace("\"bits\":20", "\"bits\":41"));
    add("no deadline", open.replace(":3600", ":0"));
    String revocation = golden(Revocation.class);
    add("suspect from before the first entry", revocation.replace(":12}", ":-1}"));
    String advisory = golden(Advisory.class);
    add("an escape in upper case", advisory.replace("\\n", "\\u000A"));
    add("a letter that is escaped", advisory.replace("\u00e9", "\\u00e9"));
    add("a control character in a text", advisory.replace("\\n", "\\t"));
    String complaint = golden(Complaint.class);
    add("a text of 1001 characters", complaint.replace("Not", "N".repeat(1001 - 18)));
    add("an empty text", complaint.replace("Not logged for a day.", ""));
    String update = golden(Update.class);
    add("no frames", update.replace("\"frames\":3000", "\"frames\":0"));
  }

  private static String standing(String release) {
    return release.replaceFirst(".*(\"standing\":\\{[^}]*}).*", "$1");
  }

  private static String golden(Class<? extends Predicate> kind) {
    return golden(kind, 0);
  }

  private static String golden(Class<? extends Predicate> kind, int place) {
    return GoldenStatements.all().stream()
        .map(Golden::predicate)
        .filter(kind::isInstance)
        .map(predicate -> PayloadText.text(new Statement(predicate)))
        .skip(place)
        .findFirst()
        .orElseThrow();
  }

  private void add(String why, String payload) {
    refused.add(new Refused(why, payload));
  }

  private static String previous() {
    return "\"previous\":\"" + GoldenStatements.digest("another") + "\",";
  }

  private static String origin(String charter) {
    return charter.replaceAll(".*\"origin\":\"([^\"]*)\".*", "$1");
  }

  private static String upperCase(String close) {
    String digest = close.replaceAll(".*\"round\":\"([^\"]*)\".*", "$1");
    return close.replace(digest, digest.toUpperCase(java.util.Locale.ROOT));
  }

  private static String replaceTime(String charter, String time) {
    return charter.replaceFirst("\"expires\":[0-9]+", "\"expires\":" + time);
  }

  private static String normBound(String charter, String bound) {
    return charter.replaceFirst("\"normBound\":\"[0-9]+\"", "\"normBound\":\"" + bound + '"');
  }

  private static String quorum(String charter, int faults, int required) {
    return charter.replace(
        "\"quorum\":{\"faults\":1,\"required\":3}",
        "\"quorum\":{\"faults\":%d,\"required\":%d}".formatted(faults, required));
  }

  private static String witnesses(String charter, int faults, int required) {
    return charter.replace(
        "\"witnesses\":{\"faults\":0,\"required\":3}",
        "\"witnesses\":{\"faults\":%d,\"required\":%d}".formatted(faults, required));
  }

  private static String withKeyOf(String charter, String of, String other) {
    return charter.replace(
        GoldenParties.hybrid(of).fingerprint().hex(),
        GoldenParties.hybrid(other).fingerprint().hex());
  }

  private static String plusOne(String payload, String member) {
    String value = payload.replaceAll(".*\"" + member + "\":([0-9]+).*", "$1");
    return payload.replace(
        "\"" + member + "\":" + value, "\"" + member + "\":" + (Long.parseLong(value) + 1));
  }

  private static String exchanged(String delegation) {
    return delegation.replaceFirst(
        "\"ed25519\":\"([^\"]*)\",\"mlDsa65\":\"([^\"]*)\"",
        "\"ed25519\":\"$2\",\"mlDsa65\":\"$1\"");
  }

  private static String tooLarge() {
    Release base = (Release) release(500).predicate();
    int rest = Envelope.MAX_BYTES + 1 - new Statement(base).encode().length;
    Statement larger = release(500, rest / 500, rest % 500);
    return PayloadText.text(larger);
  }

  private static Statement release(int tensors) {
    return release(tensors, 0, 0);
  }

  /** A release of many tensors, whose names grow by some bytes, and the first ones by one more. */
  private static Statement release(int tensors, int longer, int firsts) {
    Release base =
        GoldenStatements.all().stream()
            .map(Golden::predicate)
            .filter(Release.class::isInstance)
            .map(Release.class::cast)
            .findFirst()
            .orElseThrow();
    List<Release.Tensor> many =
        IntStream.range(0, tensors)
            .mapToObj(
                i ->
                    new Release.Tensor(
                        "t%03d".formatted(i) + "x".repeat(longer + (i < firsts ? 1 : 0)),
                        List.of(1L)))
            .collect(Collectors.toList());
    return new Statement(
        new Release(
            base.charter(),
            base.policy(),
            base.sequence(),
            base.previous(),
            base.round(),
            base.standing(),
            base.files(),
            many));
  }
}
