package io.commonweight.sdk.statement;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;
import java.util.Optional;

/**
 * The end of a delegated key, for ever. It counts from its place in the log on: said by the key's
 * own organization at once, said by others when a quorum has said the same.
 *
 * @param key the key's name
 * @param reason why
 * @param suspectFrom the place in the log from which on what the key has signed is not to be
 *     believed, if that is earlier
 */
public record Revocation(Fingerprint key, Reason reason, Optional<Long> suspectFrom)
    implements Predicate {

  /** Why a key is revoked. */
  public enum Reason {
    /** Another key has taken its place. */
    SUPERSEDED,
    /** Somebody else may have it. */
    COMPROMISED,
    /** Its holder takes no part any more. */
    LEFT
  }

  /** Checks the place. */
  public Revocation {
    suspectFrom.ifPresent(place -> Limits.within("suspectFrom", 0, Limits.MAX_SAFE, place));
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("key", key.digest()));
  }
}
