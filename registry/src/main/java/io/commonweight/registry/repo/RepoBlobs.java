package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;

/**
 * Which blobs were brought to which repo. A digest alone gives nobody the blob: a commit may name
 * one only if it was brought to its repo, or to one that the committer may read.
 */
@ApplicationScoped
public class RepoBlobs {
  private static final int MAX_HOLDERS = 64;

  private final Session session;

  RepoBlobs(Session session) {
    this.session = session;
  }

  /** Remembers that a blob was brought to a repo. */
  @Transactional
  public void add(Repo repo, Sha256 blob) {
    add(repo.key(), blob);
  }

  /** Whether a blob was brought only to repos whose content is not for anyone. */
  @Transactional
  public boolean isHidden(Sha256 blob) {
    return session
        .createNativeQuery(
            """
            select count(*) > 0 and not bool_or(r.visibility = 'PUBLIC' and r.gate = 'NONE')
            from repo r join repo_blob b on b.repo_id = r.id where b.sha256 = :blob""",
            Boolean.class)
        .setParameter("blob", blob.hex())
        .getSingleResult();
  }

  /** Whether a blob was brought to a repo. */
  @Transactional
  public boolean holds(Repo repo, Sha256 blob) {
    return holders(repo, blob).stream().anyMatch(holder -> holder.key() == repo.key());
  }

  /** Repos that a blob was brought to, a given one first, then those that most people may read. */
  @Transactional
  public List<Repo> holders(Repo first, Sha256 blob) {
    return session
        .createNativeQuery(
            """
            select r.* from repo r join repo_blob b on b.repo_id = r.id where b.sha256 = :blob
            order by r.id <> :first, r.visibility = 'PRIVATE', r.gate <> 'NONE', r.id""",
            RepoEntity.class)
        .setParameter("blob", blob.hex())
        .setParameter("first", first.key())
        .setMaxResults(MAX_HOLDERS)
        .getResultStream()
        .map(RepoEntity::repo)
        .toList();
  }

  void add(long repo, Sha256 blob) {
    session
        .createNativeMutationQuery(
            """
            insert into repo_blob (repo_id, sha256) values (:repo, :blob)
            on conflict (repo_id, sha256) do nothing""")
        .setParameter("repo", repo)
        .setParameter("blob", blob.hex())
        .executeUpdate();
  }
}
