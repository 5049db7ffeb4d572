package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * How a released policy did in somebody's trials.
 *
 * @param release the digest of the release
 * @param policy the digest of its weights
 * @param suite what it was tried on
 * @param split which part of it
 * @param successes how many trials succeeded
 * @param trials how many there were, at least 1
 */
public record Evaluation(
    Sha256 release, Sha256 policy, String suite, String split, long successes, long trials)
    implements Predicate {
  private static final long MAX_TRIALS = 1L << 32;

  /** Checks names and counts. */
  public Evaluation {
    Limits.name("suite", suite);
    Limits.name("split", split);
    Limits.within("trials", 1, MAX_TRIALS, trials);
    Limits.within("successes", 0, trials, successes);
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("model.safetensors", policy));
  }
}
