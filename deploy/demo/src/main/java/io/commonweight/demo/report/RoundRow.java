package io.commonweight.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What became of a round.
 *
 * @param number which round
 * @param updates what the nodes sent
 * @param aggregates what the aggregators made of it
 * @param release the digest of the release that came of it
 * @param quorum how many equal aggregates there were, and how many were needed
 */
public record RoundRow(
    int number,
    List<UpdateRow> updates,
    List<AggregateRow> aggregates,
    String release,
    QuorumRow quorum) {

  /** Copies the lists. */
  public RoundRow {
    updates = List.copyOf(updates);
    aggregates = List.copyOf(aggregates);
  }

  /** An update of the round. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record UpdateRow(
      String org, String node, long bytes, boolean accepted, Optional<String> reason) {}

  /** An organization's aggregate: the digest of the weights it computed. */
  public record AggregateRow(String org, String digest) {}

  /** Agreement reached and needed. */
  public record QuorumRow(int have, int need) {}
}
