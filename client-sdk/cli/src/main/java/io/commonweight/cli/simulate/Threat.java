package io.commonweight.cli.simulate;

import java.util.Locale;
import java.util.Optional;

/**
 * Who is hostile, and how.
 *
 * @param share what share of the organizations, or of the nodes
 * @param placement which of the two
 * @param strength how strongly, in the unit of the attack
 * @param statedFrames the frames that hostile nodes claim to have trained on; those they have if
 *     absent
 */
record Threat(
    Attack attack,
    double share,
    Placement placement,
    double strength,
    Optional<Long> statedFrames) {

  /** Where hostile nodes are. */
  enum Placement {
    /** Whole organizations are hostile. */
    ORGANIZATIONS,
    /** Single nodes are, wherever they are. */
    NODES;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nobody. */
  static Threat none() {
    return new Threat(Attack.NONE, 0, Placement.ORGANIZATIONS, 0, Optional.empty());
  }
}
