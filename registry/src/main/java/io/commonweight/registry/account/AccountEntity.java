package io.commonweight.registry.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code account}. */
@Entity
@Table(name = "account")
class AccountEntity {
  /** That of the account's namespace. */
  @Id Long id;

  boolean operator;
  boolean disabled;
}
