package io.commonweight.federation.aggregation;

/**
 * What one node brings into a round.
 *
 * @param node the fingerprint of the node
 * @param organization the organization whose cap the node shares
 * @param frames training frames the node states, at least 1
 * @param staleness how many rounds older than this one the weights are that it trained from
 */
public record Contribution(String node, String organization, long frames, int staleness) {

  /** Refuses a contribution without frames, or too old a one. */
  public Contribution {
    if (staleness < 0 || staleness > Weights.MAX_STALENESS) {
      throw new IllegalArgumentException("node " + node + " is " + staleness + " rounds behind");
    }
    if (frames < 1) {
      throw new IllegalArgumentException(
          "node " + node + " states " + frames + " frames; an update needs at least 1");
    }
  }
}
