package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.List;

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
    for (Fingerprint node : survivors.ids()) {
      var _ = dealings.dealing(node);
    }
    dealings.round().requireEnough(survivors.nodes().size(), "survivors");
  }

  /** The dealers who are not among the survivors, in order. */
  static List<Fingerprint> dropouts(Dealings dealings, Survivors survivors) {
    return dealings.ids().stream().filter(node -> survivors.vectorOf(node).isEmpty()).toList();
  }
}
