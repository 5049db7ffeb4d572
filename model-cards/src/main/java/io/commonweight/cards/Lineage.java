package io.commonweight.cards;

import java.util.List;

/**
 * Where weights come from.
 *
 * @param origin what the latest round started from
 * @param rounds the rounds told of, oldest first; none for the initial release
 */
public record Lineage(Origin origin, List<Round> rounds) {

  /** Copies the rounds. */
  public Lineage {
    rounds = List.copyOf(rounds);
  }

  /** What a release started from. */
  public sealed interface Origin {}

  /**
   * A first release, which no round made.
   *
   * @param source how its weights came to be, in a few words
   */
  public record Initial(String source) implements Origin {}

  /**
   * A release made from another.
   *
   * @param releaseSha256 digest of the release it starts from
   */
  public record Derived(String releaseSha256) implements Origin {

    /** Checks the digest. */
    public Derived {
      Checks.sha256("base release", releaseSha256);
    }
  }

  /**
   * A round and what became of its updates.
   *
   * @param number from 1
   * @param accepted updates that count
   * @param refused updates that do not
   */
  public record Round(long number, List<Accepted> accepted, List<Refused> refused) {

    /** Copies the lists. */
    public Round {
      Checks.atLeast("round", 1, number);
      accepted = List.copyOf(accepted);
      refused = List.copyOf(refused);
    }
  }

  /**
   * An update that counts.
   *
   * @param organization who answers for the node
   * @param node what the node is called
   */
  public record Accepted(String organization, String node) {}

  /**
   * An update that does not count.
   *
   * @param organization who answers for the node
   * @param node what the node is called
   * @param reason as the aggregators state it
   */
  public record Refused(String organization, String node, String reason) {}
}
