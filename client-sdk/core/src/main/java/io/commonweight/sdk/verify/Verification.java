package io.commonweight.sdk.verify;

import java.util.List;
import java.util.Optional;

/**
 * What came of verifying a release. The checks end at the first that failed.
 *
 * @param checks those that were made, in order
 * @param release what was shown to be genuine; empty if a check failed
 */
public record Verification(List<Check> checks, Optional<VerifiedRelease> release) {

  /** Copies the list. */
  public Verification {
    checks = List.copyOf(checks);
  }

  /** Whether every check passed. */
  public boolean passed() {
    return release.isPresent();
  }

  /** The check that failed. */
  public Optional<Check> failure() {
    return checks.stream().filter(check -> !check.passed()).findFirst();
  }
}
