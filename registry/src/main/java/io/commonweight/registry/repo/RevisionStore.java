package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Stores what releases are shown as: each whole or not at all, each once however often it is
 * stored.
 */
@ApplicationScoped
class RevisionStore {
  private final RepoRepository repos;
  private final RevisionRepository revisions;
  private final RefRepository refs;
  private final PendingReleaseRepository pending;
  private final RepoBlobs blobs;
  private final Clock clock;

  RevisionStore(
      RepoRepository repos,
      RevisionRepository revisions,
      RefRepository refs,
      PendingReleaseRepository pending,
      RepoBlobs blobs,
      Clock clock) {
    this.repos = repos;
    this.revisions = revisions;
    this.refs = refs;
    this.pending = pending;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** The revision of a release that is published. */
  @Transactional
  Optional<Revision> find(Sha256 release) {
    return revisions
        .find(release)
        .map(found -> found.revision(Optional.ofNullable(repos.findById(found.repoId).federation)));
  }

  /**
   * Stores a revision with its tag, moves branch main to it if that is older, and forgets that the
   * release was waiting; all of it in one transaction.
   *
   * @return whether it was not stored before
   * @throws RepoTakenException if the repo is not the federation's; nothing is stored
   */
  @Transactional
  boolean store(RepoId id, Revision revision) {
    Provenance provenance = revision.provenance().orElseThrow();
    repos.insertIfAbsent(id, provenance.federation(), clock.instant());
    RepoEntity repo = repos.find(RepoType.MODEL, id).orElseThrow();
    if (!provenance.federation().equals(repo.federation)) {
      throw new RepoTakenException(id);
    }
    Optional<RevisionEntity> inserted = revisions.insert(repo.id, revision);
    inserted.ifPresent(row -> name(repo, row, revision));
    pending.delete(provenance.release());
    return inserted.isPresent();
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

  private void name(RepoEntity repo, RevisionEntity row, Revision revision) {
    refs.insertIfAbsent(row, Ref.Kind.TAG, Ref.tag(revision.provenance().orElseThrow().sequence()));
    refs.insertIfAbsent(row, Ref.Kind.BRANCH, Ref.MAIN);
    refs.forwardMain(row);
    revision.files().forEach(file -> blobs.add(repo.id, file.sha256()));
    repo.modifiedAt = revision.publishedAt();
    repo.tags = revision.card().tags().toArray(String[]::new);
  }
}
