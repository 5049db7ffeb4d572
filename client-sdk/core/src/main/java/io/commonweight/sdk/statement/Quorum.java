package io.commonweight.sdk.statement;

/**
 * How many of a number of parties must agree, and what that survives.
 *
 * <p>Any two quorums of k among n share at least 2k−n members. With k ≥ ⌊(n+f)/2⌋+1 that is more
 * than f, so at least one honest one: two conflicting decisions cannot both be in force.
 *
 * @param parties n, at least 1
 * @param faults f, how many of them may lie
 * @param required k, how many must agree
 */
public record Quorum(int parties, int faults, int required) {
  private static final int SMALLEST_TOLERANT = 4;

  /**
   * @throws IllegalArgumentException if nobody is needed, more are needed than there are, or fewer
   *     than the declared faults call for
   */
  public Quorum {
    Limits.within("parties of a quorum", 1, Charter.MAX_MEMBERS, parties);
    Limits.within("faults", 0, parties - 1L, faults);
    Limits.within("required", 1, parties, required);
    int least = (parties + faults) / 2 + 1;
    if (required < least) {
      throw new IllegalArgumentException(
          "%d of %d do not survive %d that lie: at least %d must agree"
              .formatted(required, parties, faults, least));
    }
  }

  /**
   * The quorum of n parties: f = ⌊(n−1)/3⌋; below four all must agree.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Quorum of(int parties) {
    if (parties < SMALLEST_TOLERANT) {
      return new Quorum(parties, 0, parties);
    }
    int faults = (parties - 1) / 3;
    return new Quorum(parties, faults, (parties + faults) / 2 + 1);
  }

  /** How many may lie before two conflicting decisions are possible: 2k − n − 1. */
  public int toleratesLiars() {
    return 2 * required - parties - 1;
  }

  /** How many may be away before nothing is decided any more: n − k. */
  public int toleratesAbsences() {
    return parties - required;
  }
}
