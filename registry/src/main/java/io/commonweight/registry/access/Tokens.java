package io.commonweight.registry.access;

import io.commonweight.registry.problem.RegistryException.TooManyRequests;
import io.commonweight.sdk.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens in use: 256 random bits each, of which only the digest is kept, in memory. After a
 * restart there are none, and callers ask anew.
 */
@ApplicationScoped
class Tokens {
  private static final int MAX_TOKENS = 100_000;
  private static final int TOKEN_BYTES = 32;
  private static final int MAX_LENGTH = 64;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<Sha256, Caller> callers = new HashMap<>();

  Tokens(Clock clock) {
    this.clock = clock;
  }

  /** A new token. */
  synchronized String issue(Caller caller) {
    Instant now = clock.instant();
    if (callers.size() >= MAX_TOKENS) {
      callers.values().removeIf(other -> !now.isBefore(other.expiresAt()));
    }
    if (callers.size() >= MAX_TOKENS) {
      throw new TooManyRequests(MAX_TOKENS + " tokens are in use");
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    callers.put(digest(token), caller);
    return token;
  }

  /** Whom a token was given to; empty if it is unknown or has expired. */
  synchronized Optional<Caller> find(String token) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Caller caller = callers.get(digest(token));
    return caller == null || !clock.instant().isBefore(caller.expiresAt())
        ? Optional.empty()
        : Optional.of(caller);
  }

  private static Sha256 digest(String token) {
    return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
  }
}
