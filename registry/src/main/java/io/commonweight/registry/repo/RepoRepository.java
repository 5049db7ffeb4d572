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

  Optional<RepoEntity> find(RepoId id) {
    return find("name", id.toString()).firstResultOptional();
  }

  /** Inserts the repo unless it is there, in one statement, so that no publisher races. */
  void insertIfAbsent(RepoId id, String federation, Instant now) {
    getEntityManager()
        .createQuery(
            """
            insert into RepoEntity (name, owner, federation, createdAt, modifiedAt, tags)
            values (:name, :owner, :federation, :now, :now, :tags)
            on conflict (name) do nothing""")
        .setParameter("name", id.toString())
        .setParameter("owner", id.organization())
        .setParameter("federation", federation)
        .setParameter("now", now)
        .setParameter("tags", new String[0])
        .executeUpdate();
  }

  /** The repos that meet the query, newest first. */
  List<RepoEntity> list(RepoQuery query) {
    var conditions = new ArrayList<String>();
    var parameters = new Parameters();
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
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    return find(where + " order by id desc", parameters).page(0, query.limit()).list();
  }

  private static String containing(String part) {
    return "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }
}
