package io.commonweight.registry.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonweight.registry.account.Scope.Access;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a token.
 *
 * @param id its key here
 * @param name what its account calls it
 * @param role {@code read}, {@code write}, {@code fineGrained} or {@code setup}
 * @param places of a fine-grained token, what it may do where
 * @param createdAt when it was created
 * @param expiresAt when it ends
 * @param lastUsedOn the day on which it was last used, in UTC
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TokenInfo(
    long id,
    String name,
    String role,
    Map<String, String> places,
    Instant createdAt,
    Instant expiresAt,
    Optional<LocalDate> lastUsedOn) {

  static TokenInfo of(TokenEntity token) {
    Scope scope = token.scope();
    Map<String, String> places = new TreeMap<>();
    scope.places().forEach((place, access) -> places.put(place, word(access)));
    return new TokenInfo(
        token.id,
        token.name,
        scope.kind().atHub(),
        places,
        token.createdAt,
        token.expiresAt,
        Optional.ofNullable(token.lastUsedOn));
  }

  private static String word(Access access) {
    return access.name().toLowerCase(Locale.ROOT);
  }
}
