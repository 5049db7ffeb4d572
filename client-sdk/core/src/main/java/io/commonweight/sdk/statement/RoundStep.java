package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * An organization's word that a step of a secure round may end. It ends at the log index of the
 * k-th. The step between dealing and revealing ends with a {@link RoundClose}.
 *
 * @param round the round's id
 * @param step the step that is over
 */
public record RoundStep(Sha256 round, Step step) implements Predicate {

  /** The steps that end so, in their order. */
  public enum Step {
    /** Nodes say their keys. */
    ADVERTISING,
    /** Nodes deal shares of their secrets. */
    DEALING,
    /** Survivors give out shares. */
    REVEALING
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("round", round));
  }
}
