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
 * @param ignoresBound whether they do not shrink what they send to the norm bound
 * @param sybilSlots how many nodes the charter lets the Sybils' organization have enrolled at a
 *     time; as many as any other if absent
 */
record Threat(
    Attack attack,
    double share,
    Placement placement,
    double strength,
    Optional<Long> statedFrames,
    boolean ignoresBound,
    Optional<Integer> sybilSlots) {

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

  /** What a node states to have trained on. */
  long statedFrames(Node node) {
    long held = node.samples().count();
    return node.isHostile() ? statedFrames.orElse(held) : held;
  }

  /** What its organization lets it state: a hostile organization whatever its nodes claim. */
  long grantedFrames(Node node) {
    return placement == Placement.NODES && attack != Attack.SYBIL
        ? node.samples().count()
        : statedFrames(node);
  }

  /** Whether a node's organization tries to enrol more nodes than it may. */
  boolean isSybil(Node node) {
    return attack == Attack.SYBIL && node.isHostile();
  }

  /** Nobody. */
  static Threat none() {
    return new Threat(
        Attack.NONE, 0, Placement.ORGANIZATIONS, 0, Optional.empty(), false, Optional.empty());
  }
}
