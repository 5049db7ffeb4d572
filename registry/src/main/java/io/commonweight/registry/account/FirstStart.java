package io.commonweight.registry.account;

import io.commonweight.registry.federation.RegistryConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets the first operator in. The first start creates the account {@code operator}; it, and every
 * later start at which no operator has a good token, also creates a token with which nothing can be
 * done but to create another of that account, once. So an operator whose tokens are lost or have
 * expired gets in again, but nobody who cannot start the registry and read its files.
 */
@ApplicationScoped
class FirstStart {
  private static final Namespace OPERATOR = new Namespace("operator");
  private static final Duration VALIDITY = Duration.ofDays(7);

  private final Accounts accounts;
  private final AccountRepository operators;
  private final TokenRepository goodTokens;
  private final Tokens tokens;
  private final Clock clock;
  private final Optional<Path> file;

  FirstStart(
      Accounts accounts,
      AccountRepository operators,
      TokenRepository goodTokens,
      Tokens tokens,
      RegistryConfig config,
      Clock clock) {
    this.accounts = accounts;
    this.operators = operators;
    this.goodTokens = goodTokens;
    this.tokens = tokens;
    this.clock = clock;
    this.file = config.operatorTokenFile();
  }

  @Transactional
  void start(@Observes StartupEvent event) throws IOException {
    openDoor();
  }

  /** Creates the one-time token if it is needed. */
  @Transactional
  void openDoor() throws IOException {
    accounts.createIfAbsent(OPERATOR, "Operator", true);
    // Locked, so that of two registries that start on one database only one creates a token.
    List<Long> ids = operators.lockOperators().stream().map(found -> found.id).toList();
    if (ids.isEmpty() || goodTokens.hasGood(ids, clock.instant())) {
      return;
    }
    if (file.isPresent() && Files.exists(file.get())) {
      Log.warnf("no operator has a good token; remove %s and start again to get one", file.get());
      return;
    }
    Secret secret = tokens.issue(ids.getFirst(), "first start", Scope.SETUP, VALIDITY).secret();
    if (file.isPresent()) {
      SecretFile.create(file.get(), secret);
      Log.infof("one-time token of the operator written, file %s", file.get());
    } else {
      Log.warnf("one-time token of the operator, for 7 days: %s", secret.reveal());
    }
  }
}
