package io.commonweight.federation.service.follow;

import io.commonweight.sdk.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an aggregator stands, for people and health checks.
 *
 * @param phase what the federation waits for
 * @param round the number of the newest round, 0 before the first
 * @param logSize how many entries were verified
 * @param waiting what this aggregator does, or waits for
 * @param lastAggregate the output digest it stated last, in this process
 * @param heard when the registry last answered
 * @param problem why it cannot go on now
 * @param isHalted whether only a person can make it go on: the log was forked
 */
public record Progress(
    String phase,
    int round,
    long logSize,
    String waiting,
    Optional<Sha256> lastAggregate,
    Instant heard,
    Optional<String> problem,
    boolean isHalted) {

  /** An aggregator that has just started. */
  static Progress starting() {
    return new Progress(
        "Starting",
        0,
        0,
        "reading the log",
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        false);
  }

  /** Whether the log is being followed. */
  public boolean isFollowing() {
    return problem.isEmpty() && heard.isAfter(Instant.EPOCH);
  }

  Progress heardAt(Instant now, long size) {
    return new Progress(phase, round, size, waiting, lastAggregate, now, problem, isHalted);
  }

  Progress untroubled() {
    return new Progress(
        phase, round, logSize, waiting, lastAggregate, heard, Optional.empty(), isHalted);
  }

  Progress at(String newPhase, int newRound, String newWaiting) {
    return new Progress(
        newPhase, newRound, logSize, newWaiting, lastAggregate, heard, problem, isHalted);
  }

  Progress stated(Sha256 output) {
    return new Progress(
        phase, round, logSize, waiting, Optional.of(output), heard, problem, isHalted);
  }

  Progress troubled(String newProblem) {
    return new Progress(
        phase, round, logSize, waiting, lastAggregate, heard, Optional.of(newProblem), isHalted);
  }

  Progress halted(String newProblem) {
    return new Progress(
        phase, round, logSize, waiting, lastAggregate, heard, Optional.of(newProblem), true);
  }
}
