package io.commonweight.registry.account;

import io.commonweight.registry.account.Tokens.Issued;
import io.commonweight.registry.problem.HubException.Conflict;
import io.commonweight.registry.problem.HubException.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The accounts of this registry. */
@ApplicationScoped
class Accounts {
  private static final Duration LET_IN = Duration.ofDays(7);

  private final NamespaceRepository namespaces;
  private final AccountRepository accounts;
  private final MemberRepository members;
  private final TokenRepository tokens;
  private final Tokens issuing;
  private final Clock clock;

  Accounts(
      NamespaceRepository namespaces,
      AccountRepository accounts,
      MemberRepository members,
      TokenRepository tokens,
      Tokens issuing,
      Clock clock) {
    this.namespaces = namespaces;
    this.accounts = accounts;
    this.members = members;
    this.tokens = tokens;
    this.issuing = issuing;
    this.clock = clock;
  }

  /**
   * Creates an account.
   *
   * @throws Conflict if the name is taken, by an account or an organization
   */
  @Transactional
  Account create(Namespace name, String fullName, boolean operator) {
    if (!createIfAbsent(name, fullName, operator)) {
      throw new Conflict("The name '" + name + "' is taken");
    }
    return new Account(namespaces.find(name).orElseThrow().id, name.name(), operator);
  }

  /**
   * Creates an account unless its name is taken.
   *
   * @return whether this call created it
   */
  @Transactional
  boolean createIfAbsent(Namespace name, String fullName, boolean operator) {
    if (!namespaces.insertIfAbsent(name, NamespaceEntity.Kind.ACCOUNT, fullName, clock.instant())) {
      return false;
    }
    var account = new AccountEntity();
    account.id = namespaces.find(name).orElseThrow().id;
    account.operator = operator;
    accounts.persist(account);
    return true;
  }

  /** The organizations of which an account is a member, by name. */
  @Transactional
  List<Membership> organizations(long accountId) {
    return members.organizations(accountId);
  }

  /** All accounts, by name. */
  @Transactional
  List<AccountInfo> list() {
    return accounts.infos();
  }

  /**
   * One account.
   *
   * @throws NotFound if there is none
   */
  @Transactional
  AccountInfo get(String name) {
    NamespaceEntity namespace = namespaces.get(name, NamespaceEntity.Kind.ACCOUNT);
    return AccountInfo.of(accounts.findById(namespace.id), namespace);
  }

  /**
   * Changes an account. Disabling revokes its tokens; its name stays taken, so that nobody steps
   * into its place.
   *
   * @throws NotFound if there is none
   * @throws Conflict if nobody would run the registry any more
   */
  @Transactional
  AccountInfo change(String name, AccountChange change) {
    NamespaceEntity namespace = namespaces.get(name, NamespaceEntity.Kind.ACCOUNT);
    // Locked, so that two operators cannot disable each other.
    List<AccountEntity> operators = accounts.lockOperators();
    AccountEntity account = accounts.findById(namespace.id);
    change.fullName().ifPresent(text -> namespace.fullName = text);
    account.operator = change.operator().orElse(account.operator);
    account.disabled = change.disabled().orElse(account.disabled);
    if (operators.stream().noneMatch(other -> other.operator && !other.disabled)) {
      throw new Conflict(
          name + " is the last operator of this registry; create another operator first");
    }
    if (account.disabled) {
      tokens.revokeAll(account.id, clock.instant());
    }
    return AccountInfo.of(account, namespace);
  }

  /**
   * Creates a token with which the account's holder creates one of their own, once, within seven
   * days.
   *
   * @throws NotFound if there is no such account
   */
  @Transactional
  Issued letIn(String name) {
    NamespaceEntity namespace = namespaces.get(name, NamespaceEntity.Kind.ACCOUNT);
    return issuing.issue(namespace.id, "one-time", Scope.SETUP, LET_IN);
  }
}
