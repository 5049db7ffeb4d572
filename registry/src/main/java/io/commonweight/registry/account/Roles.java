package io.commonweight.registry.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Who has which role where. */
@ApplicationScoped
class Roles {
  private final NamespaceRepository namespaces;
  private final MemberRepository members;

  Roles(NamespaceRepository namespaces, MemberRepository members) {
    this.namespaces = namespaces;
    this.members = members;
  }

  /**
   * The role of an account in a namespace: it owns its own; an operator is an owner in all that
   * there are.
   */
  @Transactional
  Optional<Role> find(Account account, String namespace) {
    if (namespace.equals(account.name())) {
      return Optional.of(Role.OWNER);
    }
    return Namespace.find(namespace)
        .flatMap(namespaces::find)
        .flatMap(
            found ->
                account.operator()
                    ? Optional.of(Role.OWNER)
                    : members.role(found.id, account.id()));
  }
}
