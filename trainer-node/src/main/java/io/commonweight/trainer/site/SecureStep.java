package io.commonweight.trainer.site;

import io.commonweight.federation.round.Phase;
import java.util.Optional;

/** What a node owes a secure round, in this order. */
enum SecureStep {
  /** Says its keys. */
  ADVERTISE("its keys"),
  /** Deals shares of its secrets. */
  DEAL("its shares"),
  /** Sends its masked vector. */
  MASK("its masked vector"),
  /** Gives out the shares it holds. */
  REVEAL("the shares it holds");

  private final String what;

  SecureStep(String what) {
    this.what = what;
  }

  /** What is owed, in words. */
  String what() {
    return what;
  }

  /** What is owed after this; empty after the last. */
  Optional<SecureStep> following() {
    return switch (this) {
      case ADVERTISE -> Optional.of(DEAL);
      case DEAL -> Optional.of(MASK);
      case MASK -> Optional.of(REVEAL);
      case REVEAL -> Optional.empty();
    };
  }

  /** What a phase of a secure round calls for. */
  static Optional<SecureStep> of(Phase phase) {
    return switch (phase) {
      case Phase.Advertising _ -> Optional.of(ADVERTISE);
      case Phase.Dealing _ -> Optional.of(DEAL);
      case Phase.Collecting(var round, _) ->
          Optional.of(MASK).filter(_ -> round.open().privacy().isSecure());
      case Phase.Revealing _ -> Optional.of(REVEAL);
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          Optional.empty();
    };
  }
}
