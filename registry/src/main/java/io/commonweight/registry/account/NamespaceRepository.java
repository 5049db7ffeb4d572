package io.commonweight.registry.account;

import io.commonweight.registry.problem.HubException.NotFound;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Queries of namespaces. */
@ApplicationScoped
class NamespaceRepository implements PanacheRepositoryBase<NamespaceEntity, Long> {

  Optional<NamespaceEntity> find(Namespace namespace) {
    return find("name", namespace.name()).firstResultOptional();
  }

  /**
   * The namespace of a name, in any case.
   *
   * @throws NotFound if there is none, or it is of another kind
   */
  NamespaceEntity get(String name, NamespaceEntity.Kind kind) {
    return Namespace.find(name)
        .flatMap(this::find)
        .filter(found -> found.kind == kind)
        .orElseThrow(() -> new NotFound(kind.name().toLowerCase(Locale.ROOT), name));
  }

  /** The namespaces of a kind, by name. */
  List<NamespaceEntity> list(NamespaceEntity.Kind kind) {
    return list("kind = ?1 order by name", kind);
  }

  /**
   * Inserts the namespace unless its name is taken, in one statement.
   *
   * @return whether this call inserted it
   */
  boolean insertIfAbsent(
      Namespace namespace, NamespaceEntity.Kind kind, String fullName, Instant now) {
    return getEntityManager()
            .createQuery(
                """
                insert into NamespaceEntity (name, kind, fullName, createdAt)
                values (:name, :kind, :fullName, :now)
                on conflict (name) do nothing""")
            .setParameter("name", namespace.name())
            .setParameter("kind", kind)
            .setParameter("fullName", fullName)
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }
}
