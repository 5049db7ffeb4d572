package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KemKey;
import io.commonweight.sdk.statement.Secret;
import java.util.List;

/**
 * What a threshold of shares gives: with the masked vectors, the sum. Anybody who reads the log has
 * it. It shows nothing of a single vector: the pairwise masks among survivors stay secret.
 *
 * @param session of which session
 * @param survivors the digest of the witnessed survivors
 * @param seeds of the survivors' own masks, in the order of nodes
 * @param keys the dropouts' masking keys, in the order of nodes
 */
public record Recovered(Sha256 session, Sha256 survivors, List<Known> seeds, List<Known> keys) {
  /**
   * A secret that is none any more.
   *
   * @param node whose it was
   * @param secret the secret
   */
  public record Known(Fingerprint node, Secret secret) {}

  /**
   * Checks order and number.
   *
   * @throws IllegalArgumentException if a list is too long, or not in the order of nodes
   */
  public Recovered {
    seeds = Checks.byNode("seeds", seeds, Known::node);
    keys = Checks.byNode("keys", keys, Known::node);
  }

  /**
   * Checks that these are the secrets, of exactly these survivors and the other dealers: the seeds
   * against their commitments, the keys against their public halves.
   */
  void check(Dealings dealings, Survivors witnessed) throws SecAggException {
    dealings.round().requireSession(session);
    if (!survivors.equals(witnessed.digest())
        || !nodes(seeds).equals(witnessed.ids())
        || !nodes(keys).equals(SurvivorRules.dropouts(dealings, witnessed))) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT, "what was recovered is of other survivors");
    }
    Derivation derivation = dealings.round().derivation();
    for (Known seed : seeds) {
      Sha256 commitment =
          derivation.commit(Purpose.SEED_COMMITMENT, seed.node().bytes(), seed.secret().bytes());
      require(commitment.equals(dealings.dealing(seed.node()).seed()), seed.node());
    }
    for (Known key : keys) {
      KemKey advertised = dealings.roster().advertisement(key.node()).masking();
      require(KemKey.of(XWing.publicKey(key.secret())).equals(advertised), key.node());
    }
  }

  private static List<Fingerprint> nodes(List<Known> known) {
    return known.stream().map(Known::node).toList();
  }

  private static void require(boolean holds, Fingerprint dealer) throws SecAggException {
    if (!holds) {
      throw new SecAggException(
          Reason.FAULTY_DEALER,
          "what was recovered of %s is not what it committed to".formatted(dealer.abbreviated()));
    }
  }
}
