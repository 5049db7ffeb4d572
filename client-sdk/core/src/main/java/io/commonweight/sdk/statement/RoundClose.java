package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * An organization's word that a round may close. The round closes at the log index of the k-th.
 *
 * @param round the round's id
 */
public record RoundClose(Sha256 round) implements Predicate {

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("round", round));
  }
}
