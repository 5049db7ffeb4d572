package io.commonweight.cli.audit;

import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.WitnessPolicy;
import io.commonweight.sdk.log.WitnessedCheckpoint;
import java.util.List;
import java.util.Optional;

/**
 * Whether the log that is replayed is the one that its witnesses saw. Fed by one thread while a
 * replay goes on.
 */
final class WitnessCheck {
  private final SignedNote note;
  private final Checkpoint checkpoint;
  private Optional<Seen> seen = Optional.empty();

  /**
   * What was found.
   *
   * @param size the size of the checkpoint
   * @param by who has cosigned it
   * @param required how many must have
   * @param problem why it is not enough; absent if it is
   */
  record Seen(long size, List<String> by, int required, Optional<String> problem) {
    /** Copies the list. */
    Seen {
      by = List.copyOf(by);
    }
  }

  /**
   * The check of one checkpoint.
   *
   * @throws ProofException if the note is no checkpoint
   */
  WitnessCheck(SignedNote note) throws ProofException {
    this.note = note;
    this.checkpoint = Checkpoint.parse(note.text());
  }

  /** Told of every state of the log; compares when it is the checkpoint's. */
  void at(VerifiedLog log) {
    if (log.size() == checkpoint.size()
        && log.state().charter().log().origin().equals(checkpoint.origin())) {
      seen = Optional.of(compare(log));
    }
  }

  private Seen compare(VerifiedLog log) {
    WitnessPolicy policy = log.state().directory().inForce().witnessPolicy();
    try {
      WitnessedCheckpoint witnessed = policy.open(note);
      return new Seen(
          checkpoint.size(),
          witnessed.organizations(),
          policy.required(),
          problem(log, policy, witnessed));
    } catch (ProofException e) {
      return new Seen(
          checkpoint.size(),
          List.of(),
          policy.required(),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private Optional<String> problem(
      VerifiedLog log, WitnessPolicy policy, WitnessedCheckpoint witnessed) {
    if (!checkpoint.root().equals(log.frontier().root())) {
      return Optional.of(
          "the witnesses saw root %s at %d, the entries shown here have %s: the log was forked"
              .formatted(checkpoint.root(), checkpoint.size(), log.frontier().root()));
    }
    return witnessed.cosigners().size() < policy.required()
        ? Optional.of(
            "the checkpoint at %d is cosigned by %d of %d that must have: %s"
                .formatted(
                    checkpoint.size(),
                    witnessed.cosigners().size(),
                    policy.required(),
                    witnessed.organizations()))
        : Optional.empty();
  }

  /** What was found. */
  Seen seen() {
    return seen.orElseGet(
        () ->
            new Seen(
                checkpoint.size(),
                List.of(),
                0,
                Optional.of(
                    "a witnessed checkpoint of %s at %d is no state of the log that is shown"
                        .formatted(checkpoint.origin(), checkpoint.size()))));
  }
}
