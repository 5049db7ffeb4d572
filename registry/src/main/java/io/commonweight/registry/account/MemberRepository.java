package io.commonweight.registry.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Queries of members. */
@ApplicationScoped
class MemberRepository implements PanacheRepositoryBase<MemberEntity, MemberEntity.Key> {

  /** The role of an account in an organization. */
  Optional<Role> role(long organizationId, long accountId) {
    return findByIdOptional(new MemberEntity.Key(organizationId, accountId)).map(m -> m.role);
  }

  /** The organizations of an account, by name. */
  List<Membership> organizations(long accountId) {
    return getEntityManager()
        .createQuery(
            """
            select n, m.role from MemberEntity m join NamespaceEntity n on n.id = m.id.organizationId
            where m.id.accountId = :accountId order by n.name""",
            Object[].class)
        .setParameter("accountId", accountId)
        .getResultStream()
        .map(row -> Membership.of((NamespaceEntity) row[0], (Role) row[1]))
        .toList();
  }

  /** The members of an organization, by name. */
  List<Member> members(long organizationId) {
    return getEntityManager()
        .createQuery(
            """
            select n.name, n.fullName, m.role from MemberEntity m
            join NamespaceEntity n on n.id = m.id.accountId
            where m.id.organizationId = :organizationId order by n.name""",
            Member.class)
        .setParameter("organizationId", organizationId)
        .getResultList();
  }

  /** Gives an account a role in an organization, in place of another that it may have. */
  void put(long organizationId, long accountId, Role role) {
    getEntityManager()
        .createQuery(
            """
            insert into MemberEntity (id.organizationId, id.accountId, role)
            values (:organizationId, :accountId, :role)
            on conflict (id.organizationId, id.accountId) do update set role = :role""")
        .setParameter("organizationId", organizationId)
        .setParameter("accountId", accountId)
        .setParameter("role", role)
        .executeUpdate();
  }

  /** Whether an organization has an owner besides an account. */
  boolean hasOtherOwner(long organizationId, long accountId) {
    return count(
            "id.organizationId = ?1 and id.accountId <> ?2 and role = ?3",
            organizationId,
            accountId,
            Role.OWNER)
        > 0;
  }
}
