package io.commonweight.registry.account;

import io.commonweight.registry.problem.HubException.Conflict;
import io.commonweight.registry.problem.HubException.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** The organizations of this registry, and who may do what in them. */
@ApplicationScoped
class Organizations {
  private final NamespaceRepository namespaces;
  private final MemberRepository members;
  private final Clock clock;

  Organizations(NamespaceRepository namespaces, MemberRepository members, Clock clock) {
    this.namespaces = namespaces;
    this.members = members;
    this.clock = clock;
  }

  /**
   * Creates an organization with its first owner.
   *
   * @throws Conflict if the name is taken, by an account or an organization
   * @throws NotFound if there is no account of the owner's name
   */
  @Transactional
  void create(Namespace name, String fullName, String owner) {
    NamespaceEntity account = account(owner);
    if (!namespaces.insertIfAbsent(
        name, NamespaceEntity.Kind.ORGANIZATION, fullName, clock.instant())) {
      throw new Conflict("The name '" + name + "' is taken");
    }
    members.put(namespaces.find(name).orElseThrow().id, account.id, Role.OWNER);
  }

  /** All organizations, by name. */
  @Transactional
  List<OrganizationInfo> list() {
    return namespaces.list(NamespaceEntity.Kind.ORGANIZATION).stream()
        .map(OrganizationInfo::of)
        .toList();
  }

  /**
   * One organization.
   *
   * @throws NotFound if there is none
   */
  @Transactional
  OrganizationInfo get(String name) {
    return OrganizationInfo.of(organization(name));
  }

  /**
   * The members, by name.
   *
   * @throws NotFound if there is no such organization
   */
  @Transactional
  List<Member> members(String organization) {
    return members.members(organization(organization).id);
  }

  /**
   * Gives an account a role, in place of another that it may have.
   *
   * @throws NotFound if there is no such organization or account
   * @throws Conflict if nobody would own the organization any more
   */
  @Transactional
  void put(String organization, String account, Role role) {
    NamespaceEntity locked = lock(organization);
    NamespaceEntity member = account(account);
    if (role != Role.OWNER) {
      requireOtherOwner(locked, member);
    }
    members.put(locked.id, member.id, role);
  }

  /**
   * Takes an account's role away.
   *
   * @throws NotFound if there is no such organization, account or member
   * @throws Conflict if nobody would own the organization any more
   */
  @Transactional
  void remove(String organization, String account) {
    NamespaceEntity locked = lock(organization);
    NamespaceEntity member = account(account);
    requireOtherOwner(locked, member);
    if (!members.deleteById(new MemberEntity.Key(locked.id, member.id))) {
      throw new NotFound("member", account);
    }
  }

  /**
   * Takes all roles in an organization away. Its name stays taken and its repos stay, so that
   * nobody steps into its place; only operators can give roles in it again.
   *
   * @throws NotFound if there is no such organization
   */
  @Transactional
  void dissolve(String organization) {
    members.delete("id.organizationId", lock(organization).id);
  }

  private void requireOtherOwner(NamespaceEntity organization, NamespaceEntity member) {
    if (members.role(organization.id, member.id).filter(Role.OWNER::equals).isPresent()
        && !members.hasOtherOwner(organization.id, member.id)) {
      throw new Conflict(
          "%s is the last owner of %s; give another account the role first"
              .formatted(member.name, organization.name));
    }
  }

  /** Locked until the transaction ends, so that two owners cannot leave at once. */
  private NamespaceEntity lock(String name) {
    NamespaceEntity found = organization(name);
    namespaces.getEntityManager().lock(found, LockModeType.PESSIMISTIC_WRITE);
    return found;
  }

  private NamespaceEntity organization(String name) {
    return namespaces.get(name, NamespaceEntity.Kind.ORGANIZATION);
  }

  private NamespaceEntity account(String name) {
    return namespaces.get(name, NamespaceEntity.Kind.ACCOUNT);
  }
}
