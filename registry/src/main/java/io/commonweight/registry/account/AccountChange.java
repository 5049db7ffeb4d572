package io.commonweight.registry.account;

import java.util.Optional;

/**
 * What shall be different of an account; the rest stays.
 *
 * @param fullName what people call it, at most 200 characters
 * @param operator whether it runs the registry
 * @param disabled whether its tokens are good for nothing
 */
record AccountChange(
    Optional<String> fullName, Optional<Boolean> operator, Optional<Boolean> disabled) {
  /** That it is disabled. */
  static final AccountChange DISABLED =
      new AccountChange(Optional.empty(), Optional.empty(), Optional.of(true));

  /**
   * @throws IllegalArgumentException if the full name is no label
   */
  AccountChange {
    fullName.ifPresent(text -> Label.require("fullName", text, Label.MAX_FULL_NAME));
  }
}
