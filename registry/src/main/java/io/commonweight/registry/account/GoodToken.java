package io.commonweight.registry.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A token that was good when it was looked up.
 *
 * @param id its key here
 * @param account whose it is
 * @param fullName what people call the account
 * @param name what its account calls it
 * @param scope what it may do
 * @param createdAt when it was created
 * @param lastUsedOn the day on which it was last used, in UTC
 */
record GoodToken(
    long id,
    Account account,
    String fullName,
    String name,
    Scope scope,
    Instant createdAt,
    Optional<LocalDate> lastUsedOn) {

  static GoodToken of(TokenEntity token, AccountEntity account, NamespaceEntity namespace) {
    return new GoodToken(
        token.id,
        new Account(account.id, namespace.name, account.operator),
        namespace.fullName,
        token.name,
        token.scope(),
        token.createdAt,
        Optional.ofNullable(token.lastUsedOn));
  }
}
