package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Statement.Subject;
import java.time.Duration;
import java.util.List;

/**
 * An organization's word that a key may act for it in one role. A later one for the same key
 * prolongs it.
 *
 * @param federation the federation's name
 * @param role any but {@code ROOT}
 * @param key the key
 * @param maxWeight the most frames that an update of this node weighs; 0 for other roles
 * @param notBefore Unix seconds: from when on
 * @param notAfter Unix seconds: until when, at most 90 days later
 */
public record Delegation(
    String federation,
    Role role,
    HybridVerifyingKey key,
    long maxWeight,
    long notBefore,
    long notAfter)
    implements Predicate {
  /** The longest that a delegation lasts. */
  public static final Duration MAX_VALIDITY = Duration.ofDays(90);

  private static final long MAX_WEIGHT = 1 << 16;

  /** Checks the role, the weight and the times. */
  public Delegation {
    Limits.name("federation", federation);
    if (role == Role.ROOT) {
      throw new IllegalArgumentException("a root key is named by the charter, not delegated");
    }
    boolean isNode = role == Role.NODE;
    Limits.within("maxWeight", isNode ? 1 : 0, isNode ? MAX_WEIGHT : 0, maxWeight);
    Limits.time("notBefore", notBefore);
    Limits.within("notAfter", notBefore + 1, notBefore + MAX_VALIDITY.toSeconds(), notAfter);
  }

  /** What names the key. */
  @JsonIgnore
  public Fingerprint fingerprint() {
    return key.fingerprint();
  }

  @Override
  public List<Subject> subjects() {
    return key.fingerprints().stream()
        .map(fingerprint -> Subject.of("key", fingerprint.digest()))
        .toList();
  }
}
