package io.commonweight.federation.aggregation;

/**
 * What one node brings into a round.
 *
 * @param node the fingerprint of the node
 * @param organization the organization whose cap the node shares
 * @param frames training frames the node states, at least 1
 */
public record Contribution(String node, String organization, long frames) {

  /** Refuses a contribution without frames. */
  public Contribution {
    if (frames < 1) {
      throw new IllegalArgumentException(
          "node " + node + " states " + frames + " frames; an update needs at least 1");
    }
  }
}
