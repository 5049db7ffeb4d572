package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;
import java.util.Optional;

/**
 * A quorum's warning about a release.
 *
 * @param release the digest of the release
 * @param kind how grave it is
 * @param reason why, for people
 * @param replacement the digest of the release to use instead, if there is one
 */
public record Advisory(Sha256 release, Kind kind, String reason, Optional<Sha256> replacement)
    implements Predicate {

  /** How grave an advisory is. */
  public enum Kind {
    /** There is a better one. */
    DEPRECATE,
    /** Not for new use; whoever has it may go on. */
    YANK,
    /** Nobody may load it. */
    REVOKE
  }

  /** Checks the text. */
  public Advisory {
    Limits.text("reason", reason);
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("release", release));
  }
}
