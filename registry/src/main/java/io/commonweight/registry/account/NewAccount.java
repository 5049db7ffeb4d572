package io.commonweight.registry.account;

import java.util.Optional;

/**
 * An account to create.
 *
 * @param name its name
 * @param fullName what people call it, at most 200 characters; the name if left out
 * @param operator whether it runs the registry; not if left out
 */
record NewAccount(String name, Optional<String> fullName, Optional<Boolean> operator) {
  /**
   * @throws IllegalArgumentException if the full name is no label
   */
  NewAccount {
    fullName.ifPresent(text -> Label.require("fullName", text, Label.MAX_FULL_NAME));
  }
}
