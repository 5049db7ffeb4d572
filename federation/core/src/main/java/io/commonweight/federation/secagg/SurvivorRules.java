package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold for every list of survivors, whoever shows it. */
final class SurvivorRules {

  private SurvivorRules() {}

  /**
   * Checks survivors against the dealings: of this session, resting on these dealings, all of them
   * dealers, and no fewer than the threshold.
   */
  static void check(Dealings dealings, Survivors survivors) throws SecAggException {
    dealings.round().requireSession(survivors.session());
    if (!survivors.dealings().equals(dealings.digest())) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT, "the survivors' vectors rest on other dealings");
    }
    requireDealers(dealings, survivors.ids());
    dealings.round().requireEnough(survivors.nodes().size(), "survivors");
  }

  /**
   * Checks a server's request: nobody twice, nobody on both sides, everyone who has dealt on one,
   * and no fewer survivors than the threshold.
   */
  static void check(Dealings dealings, UnmaskRequest request) throws SecAggException {
    Set<Fingerprint> survivors = distinct(request.survivors());
    Set<Fingerprint> dropouts = distinct(request.dropouts());
    for (Fingerprint node : survivors) {
      if (dropouts.contains(node)) {
        throw new SecAggException(
            Reason.SURVIVOR_AND_DROPOUT,
            node.abbreviated() + " is named as survivor and as dropout");
      }
    }
    requireDealers(dealings, survivors);
    requireDealers(dealings, dropouts);
    if (survivors.size() + dropouts.size() != dealings.ids().size()) {
      throw new SecAggException(
          Reason.UNACCOUNTED,
          "%d survivors and %d dropouts of %d dealers"
              .formatted(survivors.size(), dropouts.size(), dealings.ids().size()));
    }
    dealings.round().requireEnough(survivors.size(), "survivors");
  }

  /** The dealers who are not among the survivors, in order. */
  static List<Fingerprint> dropouts(Dealings dealings, Survivors survivors) {
    return dealings.ids().stream().filter(node -> survivors.vectorOf(node).isEmpty()).toList();
  }

  private static Set<Fingerprint> distinct(List<Fingerprint> nodes) throws SecAggException {
    Set<Fingerprint> distinct = new HashSet<>(nodes);
    if (distinct.size() != nodes.size()) {
      throw new SecAggException(Reason.REPEATED_NODE, "a request that names a node twice");
    }
    return distinct;
  }

  private static void requireDealers(Dealings dealings, Collection<Fingerprint> nodes)
      throws SecAggException {
    for (Fingerprint node : nodes) {
      var _ = dealings.dealing(node);
    }
  }
}
