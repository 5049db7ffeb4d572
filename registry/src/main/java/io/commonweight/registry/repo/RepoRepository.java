package io.commonweight.registry.repo;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries of repos. */
@ApplicationScoped
class RepoRepository implements PanacheRepositoryBase<RepoEntity, Long> {

  Optional<RepoEntity> find(RepoType type, RepoId id) {
    return find("type = ?1 and name = ?2", type, id.toString()).firstResultOptional();
  }

  /** The repo that had that name once. */
  Optional<RepoEntity> findByEarlierName(RepoType type, RepoId id) {
    return getSession()
        .createNativeQuery(
            """
            select r.* from repo r join repo_earlier_name e on e.repo_id = r.id
            where e.type = :type and e.name = :name""",
            RepoEntity.class)
        .setParameter("type", type.name())
        .setParameter("name", id.toString())
        .getResultStream()
        .findFirst();
  }

  /** Makes the repo findable by a name that it no longer has. */
  void rememberName(RepoEntity repo) {
    getSession()
        .createNativeMutationQuery(
            """
            insert into repo_earlier_name (type, name, repo_id) values (:type, :name, :repoId)
            on conflict (type, name) do update set repo_id = excluded.repo_id""")
        .setParameter("type", repo.type.name())
        .setParameter("name", repo.name)
        .setParameter("repoId", repo.id)
        .executeUpdate();
  }

  /** Lets a name that a repo had once be another's. */
  void forgetName(RepoType type, RepoId id) {
    getSession()
        .createNativeMutationQuery(
            "delete from repo_earlier_name where type = :type and name = :name")
        .setParameter("type", type.name())
        .setParameter("name", id.toString())
        .executeUpdate();
  }

  /** Inserts a federation's repo unless it is there, in one statement, so no publisher races. */
  void insertIfAbsent(RepoId id, String federation, Instant now) {
    insertIfAbsent(RepoType.MODEL, id, Optional.of(federation), Visibility.PUBLIC, now);
  }

  /**
   * Inserts a repo unless one of that type and name is there, in one statement.
   *
   * @return whether there was none
   */
  boolean insertIfAbsent(
      RepoType type, RepoId id, Optional<String> federation, Visibility visibility, Instant now) {
    return getEntityManager()
            .createQuery(
                """
                insert into RepoEntity
                  (type, name, owner, federation, visibility, gate, createdAt, modifiedAt, tags)
                values
                  (:type, :name, :owner, :federation, :visibility, :gate, :now, :now, :tags)
                on conflict (type, name) do nothing""")
            .setParameter("type", type)
            .setParameter("name", id.toString())
            .setParameter("owner", id.organization())
            .setParameter("federation", federation.orElse(null))
            .setParameter("visibility", visibility)
            .setParameter("gate", Gate.NONE)
            .setParameter("now", now)
            .setParameter("tags", new String[0])
            .executeUpdate()
        == 1;
  }

  /** The repos that meet the query, newest first. */
  List<RepoEntity> list(RepoQuery query) {
    var conditions = new ArrayList<String>();
    var parameters = Parameters.with("type", query.type());
    conditions.add("type = :type");
    query
        .author()
        .ifPresent(
            author -> {
              conditions.add("owner = :author");
              parameters.and("author", author);
            });
    query
        .before()
        .ifPresent(
            before -> {
              conditions.add("id < :before");
              parameters.and("before", before);
            });
    for (int i = 0; i < query.search().size(); i++) {
      conditions.add("name like :search" + i + " escape '\\'");
      parameters.and("search" + i, containing(query.search().get(i)));
    }
    if (!query.tags().isEmpty()) {
      conditions.add("array_includes(tags, :tags)");
      parameters.and("tags", query.tags().toArray(String[]::new));
    }
    String where = String.join(" and ", conditions);
    return find(where + " order by id desc", parameters).page(0, query.limit()).list();
  }

  private static String containing(String part) {
    return "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }
}
