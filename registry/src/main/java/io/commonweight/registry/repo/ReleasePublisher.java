package io.commonweight.registry.repo;

import io.commonweight.registry.federation.ReleaseInForce;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns releases in force into revisions, in their order, each as soon as all of its files are in
 * the blob store. A release is remembered in the database until then.
 */
@ApplicationScoped
class ReleasePublisher {
  private final RevisionStore store;
  private final ReleaseFiles files;
  private final Clock clock;

  ReleasePublisher(RevisionStore store, ReleaseFiles files, Clock clock) {
    this.store = store;
    this.files = files;
    this.clock = clock;
  }

  /** Publishes a release that has come into force, now or once its files are here. */
  void publish(@Observes ReleaseInForce event) {
    var provenance =
        new Provenance(
            event.federation(), event.release().sequence(), event.digest(), event.index());
    announce(provenance, event.release());
    publishWaiting();
  }

  /** Remembers that a release is in force, once however often it is said. */
  void announce(Provenance provenance, Release release) {
    store.await(provenance, release);
  }

  /** Publishes every waiting release that can be. */
  @Scheduled(every = "PT2S", concurrentExecution = ConcurrentExecution.SKIP)
  void publishWaiting() {
    List<PendingReleaseEntity> waiting = store.waiting();
    while (waiting.stream().map(this::publish).filter(done -> done).count() > 0) {
      waiting = store.waiting();
    }
  }

  /** Publishes or refuses a release; says whether it waits no more. */
  private boolean publish(PendingReleaseEntity waiting) {
    try {
      Release release = (Release) Statement.parse(waiting.statement).predicate();
      return publish(provenance(waiting), release);
    } catch (JsonException
        | IllegalArgumentException
        | ArithmeticException
        | RepoTakenException e) {
      Log.warnf("release not published, release %s: %s", waiting.release, e.getMessage());
      store.forget(new Sha256(waiting.release));
      return true;
    } catch (IOException e) {
      Log.warnf("release not published yet, release %s: %s", waiting.release, e.getMessage());
      return false;
    }
  }

  private boolean publish(Provenance provenance, Release release) throws IOException {
    RepoId repo = RepoId.parse(release.policy());
    Optional<Revision> parent = release.previous().flatMap(store::find);
    if (release.previous().isPresent() && parent.isEmpty()) {
      return false;
    }
    Optional<ReleaseFiles.Read> read = files.read(release);
    if (read.isEmpty()) {
      return false;
    }
    Revision revision = revision(provenance, release, parent, read.get());
    if (store.store(repo, revision)) {
      Log.infof("revision published, repo %s, commit %s", repo, revision.commit());
    }
    return true;
  }

  private Revision revision(
      Provenance provenance, Release release, Optional<Revision> parent, ReleaseFiles.Read read) {
    GitId tree = GitTree.ofContents(read.contents()).root();
    Optional<GitId> before = parent.map(Revision::commit);
    var info =
        new CommitInfo(
            GitObjects.commit(tree, before, provenance.sequence(), provenance.release()),
            tree,
            before,
            provenance.federation(),
            GitObjects.message(provenance.sequence(), provenance.release()),
            Optional.of(provenance),
            clock.instant());
    OptionalLong parameters = OptionalLong.of(parameters(release));
    return Revision.of(info, read.card(), parameters, read.contents(), parent);
  }

  /** How many numbers the weights have; an {@link ArithmeticException} if no file holds so many. */
  private static long parameters(Release release) {
    return release.tensors().stream()
        .mapToLong(tensor -> tensor.shape().stream().reduce(1L, Math::multiplyExact))
        .reduce(0, Math::addExact);
  }

  private static Provenance provenance(PendingReleaseEntity waiting) {
    return new Provenance(
        waiting.federation, waiting.sequence, new Sha256(waiting.release), waiting.logIndex);
  }
}
