package io.commonweight.federation.round;

import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;

/** What a federation is waiting for. The transitions stand in {@link FederationState}. */
public sealed interface Phase {

  /** For the founding charter to be signed by a quorum. */
  record AwaitingCharter() implements Phase {}

  /** For release 0 to be signed by every aggregating organization. */
  record AwaitingBase(Votes<Release> votes) implements Phase {}

  /** For the next round to be opened by a quorum. */
  record AwaitingOpen(Votes<RoundOpen> votes) implements Phase {}

  /** Of a secure round: for nodes' keys, until a quorum ends the step. */
  record Advertising(Round round, Votes<RoundStep> votes) implements Phase {}

  /** Of a secure round: for shares of their secrets, until a quorum ends the step. */
  record Dealing(Round round, Votes<RoundStep> votes) implements Phase {}

  /** For updates, of a secure round masked vectors, until a quorum closes the round. */
  record Collecting(Round round, Votes<RoundClose> votes) implements Phase {}

  /** Of a secure round: for survivors' shares, until a quorum ends the step. */
  record Revealing(Round round, Votes<RoundStep> votes) implements Phase {}

  /** For a quorum of equal aggregates. */
  record Aggregating(Round round, Votes<Aggregate> votes) implements Phase {}

  /** For a quorum to sign the release. */
  record Releasing(
      Round round,
      Votes<Aggregate> aggregates,
      Aggregate.Result result,
      Release.Standing standing,
      Votes<Release> votes)
      implements Phase {}
}
