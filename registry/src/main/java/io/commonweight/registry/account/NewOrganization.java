package io.commonweight.registry.account;

import java.util.Optional;

/**
 * An organization to create.
 *
 * @param name its name
 * @param fullName what people call it, at most 200 characters; the name if left out
 * @param owner the name of the account that owns it first
 */
record NewOrganization(String name, Optional<String> fullName, String owner) {
  /**
   * @throws IllegalArgumentException if the full name is no label
   */
  NewOrganization {
    fullName.ifPresent(text -> Label.require("fullName", text, Label.MAX_FULL_NAME));
  }
}
