package io.commonweight.registry.account;

import java.time.Instant;

/**
 * What operators know of an account.
 *
 * @param name its name
 * @param fullName what people call it
 * @param operator whether it runs the registry
 * @param disabled whether its tokens are good for nothing
 * @param createdAt when it was created
 */
record AccountInfo(
    String name, String fullName, boolean operator, boolean disabled, Instant createdAt) {
  static AccountInfo of(AccountEntity account, NamespaceEntity namespace) {
    return new AccountInfo(
        namespace.name,
        namespace.fullName,
        account.operator,
        account.disabled,
        namespace.createdAt);
  }
}
