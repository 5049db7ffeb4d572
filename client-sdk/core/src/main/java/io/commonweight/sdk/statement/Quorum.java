package io.commonweight.sdk.statement;

/**
 * How many organizations must agree, and what that survives.
 *
 * <p>Any two quorums of k = ⌊(n+f)/2⌋+1 among n share more than f members, so at least one honest
 * one: two conflicting decisions cannot both be in force.
 *
 * @param organizations n, those that run an aggregator
 * @param faults f, how many of them may lie
 * @param required k, how many must sign the same
 */
public record Quorum(int organizations, int faults, int required) {
  private static final int SMALLEST_TOLERANT = 4;

  /**
   * The quorum of n organizations: f = ⌊(n−1)/3⌋; below four organizations all must agree.
   *
   * @throws IllegalArgumentException if there is no organization
   */
  public static Quorum of(int organizations) {
    if (organizations < 1) {
      throw new IllegalArgumentException("a quorum of no organizations");
    }
    if (organizations < SMALLEST_TOLERANT) {
      return new Quorum(organizations, 0, organizations);
    }
    int faults = (organizations - 1) / 3;
    return new Quorum(organizations, faults, (organizations + faults) / 2 + 1);
  }
}
