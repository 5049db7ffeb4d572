package io.commonweight.registry.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.commonweight.registry.account.Scope.Access;
import io.commonweight.registry.account.Scope.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A token to create.
 *
 * @param name what its account calls it, at most 100 characters
 * @param role {@code read}, {@code write} or {@code fineGrained}
 * @param places of a fine-grained token, {@code read} or {@code write} for each namespace, and each
 *     repo as {@code NAMESPACE/REPO}
 * @param expiresInDays 1 to 366; 90 if left out
 */
record NewToken(
    String name,
    HubRole role,
    Optional<Map<String, HubAccess>> places,
    Optional<Integer> expiresInDays) {
  private static final int DEFAULT_DAYS = 90;
  private static final int MAX_DAYS = 366;

  /** The kinds of tokens that can be asked for. */
  enum HubRole {
    @JsonProperty("read")
    READ(Kind.READ),
    @JsonProperty("write")
    WRITE(Kind.WRITE),
    @JsonProperty("fineGrained")
    FINE_GRAINED(Kind.FINE_GRAINED);

    private final Kind kind;

    HubRole(Kind kind) {
      this.kind = kind;
    }
  }

  /** What a fine-grained token may do in a place. */
  enum HubAccess {
    @JsonProperty("read")
    READ(Access.READ),
    @JsonProperty("write")
    WRITE(Access.WRITE);

    private final Access access;

    HubAccess(Access access) {
      this.access = access;
    }
  }

  /**
   * @throws IllegalArgumentException if the name or the number of days is out of bounds
   */
  NewToken {
    Label.require("name", name, 100);
    if (expiresInDays.isPresent() && (expiresInDays.get() < 1 || expiresInDays.get() > MAX_DAYS)) {
      throw new IllegalArgumentException("expiresInDays must be from 1 to " + MAX_DAYS);
    }
  }

  /**
   * What it may do.
   *
   * @throws IllegalArgumentException if the places do not go with the role
   */
  Scope scope() {
    Map<String, Access> byPlace = new TreeMap<>();
    places.orElse(Map.of()).forEach((place, access) -> byPlace.put(place, access.access));
    return new Scope(role.kind, byPlace);
  }

  Duration validity() {
    return Duration.ofDays(expiresInDays.orElse(DEFAULT_DAYS));
  }
}
