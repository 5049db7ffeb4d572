package io.commonweight.registry.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The tokens of accounts. */
@ApplicationScoped
class Tokens {
  private final TokenRepository tokens;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(TokenRepository tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A token that was just created; nobody will see its secret again.
   *
   * @param secret what to send
   * @param token what is known of it
   */
  record Issued(Secret secret, TokenInfo token) {}

  /** Creates a token. */
  @Transactional
  Issued issue(long accountId, String name, Scope scope, Duration validity) {
    Secret secret = Secret.random(random);
    Instant now = clock.instant();
    var token = new TokenEntity();
    token.accountId = accountId;
    token.name = name;
    token.digest = secret.digest().hex();
    token.setScope(scope);
    token.createdAt = now;
    token.expiresAt = now.plus(validity);
    tokens.persist(token);
    return new Issued(secret, TokenInfo.of(token));
  }

  /**
   * Creates a token with one that is good for nothing else, and uses that one up.
   *
   * @return empty if it was used up meanwhile
   */
  @Transactional
  Optional<Issued> exchange(GoodToken setup, String name, Scope scope, Duration validity) {
    return tokens.revoke(setup.account().id(), setup.id(), clock.instant())
        ? Optional.of(issue(setup.account().id(), name, scope, validity))
        : Optional.empty();
  }

  /**
   * What a secret stands for; empty if it is unknown, revoked or expired, or its account disabled.
   */
  @Transactional
  Optional<GoodToken> find(Secret secret) {
    Optional<GoodToken> found = tokens.findGood(secret.digest(), clock.instant());
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    found
        .filter(token -> token.lastUsedOn().filter(today::equals).isEmpty())
        .ifPresent(token -> tokens.use(token.id(), today));
    return found;
  }

  /** The tokens of an account that are not revoked, newest first. */
  @Transactional
  List<TokenInfo> list(long accountId) {
    return tokens.list(accountId).stream().map(TokenInfo::of).toList();
  }

  /**
   * Revokes a token of an account.
   *
   * @return whether there was one to revoke
   */
  @Transactional
  boolean revoke(long accountId, long id) {
    return tokens.revoke(accountId, id, clock.instant());
  }
}
