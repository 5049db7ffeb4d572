package io.commonweight.registry.repo;

import io.commonweight.registry.repo.RevisionEntity.FileRow;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores revisions: each whole or not at all, each once however often it is stored. */
@ApplicationScoped
class RevisionStore {
  private final RepoRepository repos;
  private final RevisionRepository revisions;
  private final RefRepository refs;
  private final PendingReleaseRepository pending;
  private final Clock clock;

  RevisionStore(
      RepoRepository repos,
      RevisionRepository revisions,
      RefRepository refs,
      PendingReleaseRepository pending,
      Clock clock) {
    this.repos = repos;
    this.revisions = revisions;
    this.refs = refs;
    this.pending = pending;
    this.clock = clock;
  }

  /** The revision of a release that is published. */
  @Transactional
  Optional<Revision> find(Sha256 release) {
    return revisions
        .find(release)
        .map(found -> found.revision(repos.findById(found.repoId).federation));
  }

  /**
   * Stores a revision with its tag, moves branch main to it if that is older, and forgets that the
   * release was waiting; all of it in one transaction.
   *
   * @return whether it was not stored before
   * @throws RepoTakenException if the repo belongs to another federation; nothing is stored
   */
  @Transactional
  boolean store(RepoId id, Draft draft) {
    Instant now = clock.instant();
    String federation = draft.provenance().federation();
    repos.insertIfAbsent(id, federation, now);
    RepoEntity repo = repos.find(id).orElseThrow();
    if (!repo.federation.equals(federation)) {
      throw new RepoTakenException(id, repo.federation);
    }
    boolean isNew = revisions.insertIfAbsent(repo.id, draft, now);
    if (isNew) {
      fill(repo, draft, now);
    }
    pending.delete(draft.provenance().release());
    return isNew;
  }

  /** The earliest waiting release of each repo. */
  @Transactional
  List<PendingReleaseEntity> waiting() {
    return pending.earliest();
  }

  /** Remembers that a release waits, unless it is published. */
  @Transactional
  void await(Provenance provenance, Release release) {
    if (revisions.find(provenance.release()).isEmpty()) {
      pending.insertIfAbsent(provenance, release);
    }
  }

  /** Forgets that a release was waiting. */
  @Transactional
  void forget(Sha256 release) {
    pending.delete(release);
  }

  private void fill(RepoEntity repo, Draft draft, Instant now) {
    RevisionEntity revision = revisions.find(draft.provenance().release()).orElseThrow();
    draft.files().forEach(file -> revision.files.add(FileRow.of(file)));
    refs.insertIfAbsent(revision, Ref.Kind.TAG, Ref.tag(revision.sequence));
    refs.insertIfAbsent(revision, Ref.Kind.BRANCH, Ref.MAIN);
    refs.forwardMain(revision);
    repo.modifiedAt = now;
    repo.tags = draft.card().tags().toArray(String[]::new);
  }
}
