package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.Recovered.Known;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Secret;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import io.commonweight.sdk.statement.ShareReveal.Opened;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What survivors give out, and what is recovered from it (round 3). Immutable. */
public final class Reveals {
  private final Dealings dealings;
  private final Survivors survivors;
  private final List<Fingerprint> dropouts;

  /**
   * The reveals that these survivors call for.
   *
   * @throws SecAggException if they break a rule: see {@link SurvivorRules}
   */
  public Reveals(Dealings dealings, Survivors survivors) throws SecAggException {
    SurvivorRules.check(dealings, survivors);
    this.dealings = dealings;
    this.survivors = survivors;
    this.dropouts = SurvivorRules.dropouts(dealings, survivors);
  }

  /**
   * Checks a node's shares.
   *
   * @throws SecAggException if the node is no survivor, answers for other survivors, gives other
   *     shares than are called for, or one is not the one its dealer committed to (WRONG_SHARE)
   */
  public void check(ShareReveal reveal) throws SecAggException {
    dealings.round().requirePart(reveal);
    if (survivors.vectorOf(reveal.node()).isEmpty()) {
      throw new SecAggException(
          Reason.UNKNOWN_NODE, reveal.node().abbreviated() + " is no survivor");
    }
    if (!reveal.survivors().equals(survivors.digest())
        || !dealers(reveal.seeds()).equals(survivors.ids())
        || !dealers(reveal.keys()).equals(dropouts)) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT, reveal.node().abbreviated() + " answers for other survivors");
    }
    for (Opened opened : reveal.seeds()) {
      ShareDealing.Shares committed = dealings.shares(opened.dealer(), reveal.node());
      requireCommitted(Purpose.SEED_SHARE_COMMITMENT, reveal.node(), opened, committed.seed());
    }
    for (Opened opened : reveal.keys()) {
      ShareDealing.Shares committed = dealings.shares(opened.dealer(), reveal.node());
      requireCommitted(Purpose.KEY_SHARE_COMMITMENT, reveal.node(), opened, committed.key());
    }
  }

  private static List<Fingerprint> dealers(List<Opened> opened) {
    return opened.stream().map(Opened::dealer).toList();
  }

  private void requireCommitted(
      Purpose purpose, Fingerprint holder, Opened opened, Sha256 committed) throws SecAggException {
    Sha256 actual =
        dealings.round().derivation().commit(purpose, opened.dealer(), holder, opened.share());
    if (!actual.equals(committed)) {
      throw new SecAggException(
          Reason.WRONG_SHARE,
          "%s gives a share of %s that is not the one it was dealt"
              .formatted(holder.abbreviated(), opened.dealer().abbreviated()));
    }
  }

  /**
   * Recovers the survivors' seeds and the dropouts' keys.
   *
   * @param reveals in the order of the log: the first of them, a threshold, are used
   * @throws SecAggException TOO_FEW below the threshold; as {@link #check} if one is wrong;
   *     FAULTY_DEALER if shares were dealt that do not give the secret committed to
   */
  public Recovered recover(List<Signed<ShareReveal>> reveals) throws SecAggException {
    dealings.round().requireEnough(reveals.size(), "nodes have given shares");
    Map<Fingerprint, Signed<ShareReveal>> byNode =
        Transcript.byNode(dealings.round(), reveals.subList(0, dealings.round().threshold()));
    for (Signed<ShareReveal> reveal : byNode.values()) {
      check(reveal.message());
    }
    Recovered recovered =
        new Recovered(
            survivors.session(),
            survivors.digest(),
            combine(byNode.values(), survivors.ids(), ShareReveal::seeds),
            combine(byNode.values(), dropouts, ShareReveal::keys));
    recovered.check(dealings, survivors);
    return recovered;
  }

  private List<Known> combine(
      Collection<Signed<ShareReveal>> reveals,
      List<Fingerprint> dealers,
      Function<ShareReveal, List<Opened>> kind) {
    Map<Fingerprint, SortedMap<Integer, byte[]>> shares = new HashMap<>();
    for (Signed<ShareReveal> reveal : reveals) {
      int coordinate = dealings.round().coordinate(reveal.message().node());
      for (Opened opened : kind.apply(reveal.message())) {
        shares
            .computeIfAbsent(opened.dealer(), _ -> new TreeMap<>())
            .put(coordinate, opened.share().share().bytes());
      }
    }
    return dealers.stream()
        .map(dealer -> new Known(dealer, secret(shares.getOrDefault(dealer, new TreeMap<>()))))
        .toList();
  }

  private static Secret secret(SortedMap<Integer, byte[]> shares) {
    return Secret.of(SecretSharing.interpolate(shares, 0));
  }
}
