package io.commonweight.registry.account;

import io.quarkus.arc.Arc;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Accounts, organizations and tokens of the registry under test, of its own for each test. */
public final class TestAccounts {
  private TestAccounts() {}

  /** A new account. */
  public static Account account() {
    return bean(Accounts.class).create(name("a"), "An account", false);
  }

  /** A new operator. */
  public static Account operator() {
    return bean(Accounts.class).create(name("op"), "An operator", true);
  }

  /** A new organization with an owner. */
  public static String organization(Account owner) {
    Namespace name = name("org");
    bean(Organizations.class).create(name, "An organization", owner.name());
    return name.name();
  }

  /** A new account with a role in an organization. */
  public static Account member(String organization, Role role) {
    Account account = account();
    bean(Organizations.class).put(organization, account.name(), role);
    return account;
  }

  /** The {@code Authorization} header of an account, with a token to write with. */
  public static String as(Account account) {
    return as(account, Scope.WRITE);
  }

  /** The {@code Authorization} header of an account, with a token to read with. */
  public static String readingAs(Account account) {
    return as(account, Scope.READ);
  }

  /** The {@code Authorization} header of an account, with a token to write with in one place. */
  public static String as(Account account, String place) {
    return as(account, new Scope(Scope.Kind.FINE_GRAINED, Map.of(place, Scope.Access.WRITE)));
  }

  /** The header of a token that has expired. */
  public static String expired(Account account) {
    return header(
        bean(Tokens.class).issue(account.id(), "expired", Scope.WRITE, Duration.ofSeconds(-1)));
  }

  /** The header of a token that was revoked. */
  public static String revoked(Account account) {
    Tokens tokens = bean(Tokens.class);
    var issued = tokens.issue(account.id(), "revoked", Scope.WRITE, Duration.ofDays(1));
    tokens.revoke(account.id(), issued.token().id());
    return header(issued);
  }

  static String as(Account account, Scope scope) {
    return header(bean(Tokens.class).issue(account.id(), "test", scope, Duration.ofDays(1)));
  }

  static String header(Tokens.Issued issued) {
    return "Bearer " + issued.secret().reveal();
  }

  static Namespace name(String prefix) {
    return new Namespace(prefix + "-" + UUID.randomUUID());
  }

  static <T> T bean(Class<T> type) {
    return Arc.container().instance(type).get();
  }
}
