package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.federation.ReleaseInForce;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class ReleasePublisherTest {
  private static final String CARD = "---\nlicense: apache-2.0\ntags: [robotics]\n---\n\n# Card\n";
  private static final Map<String, byte[]> FILES = Map.of(Release.CARD, CARD.getBytes(UTF_8));

  @Inject ReleasePublisher publisher;
  @Inject RepoCatalog catalog;
  @Inject Event<ReleaseInForce> inForce;

  private final TestRepo repo = new TestRepo();

  @Test
  void releasesBecomeCommitsThatFollowFromThemAlone() {
    Revision first = repo.publish(CARD, 1, 2);
    Revision second = repo.publish(CARD, 3, 4);

    assertThat(first.commit())
        .isEqualTo(
            GitObjects.commit(
                first.tree(), Optional.empty(), 0, first.provenance().orElseThrow().release()));
    assertThat(second.commit())
        .isEqualTo(
            GitObjects.commit(
                second.tree(),
                Optional.of(first.commit()),
                1,
                second.provenance().orElseThrow().release()));
    assertThat(second.tree()).isEqualTo(GitTree.of(second).root());
    assertThat(second.provenance())
        .contains(
            new Provenance(repo.federation(), 1, second.provenance().orElseThrow().release(), 11));
    assertThat(second.parameters()).hasValue(2);
  }

  @Test
  void releaseThatComesIntoForceIsPublishedAtOnce() {
    Release release = repo.prepare(FILES, 1);
    Sha256 digest = new Statement(release).digest();

    inForce.fire(new ReleaseInForce(repo.federation(), release, digest, 42));

    assertThat(repo.revision(release).provenance())
        .contains(new Provenance(repo.federation(), 0, digest, 42));
  }

  @Test
  void weightsBeyondCountingAreRefusedAndBlockNobody() {
    Release release = repo.prepare(FILES, 1);
    var endless = new Release.Tensor("w", List.of(1L << 40, 1L << 40));
    var absurd =
        new Release(
            release.charter(),
            release.policy(),
            0,
            Optional.empty(),
            Optional.empty(),
            release.standing(),
            release.files(),
            List.of(endless));

    inForce.fire(new ReleaseInForce(repo.federation(), absurd, new Statement(absurd).digest(), 42));

    assertThat(repo.find(absurd)).isEmpty();
    assertThat(new TestRepo().publish(CARD, 1).provenance().orElseThrow().sequence()).isZero();
  }

  @Test
  void mainMovesAndTagsStay() {
    Revision first = repo.publish(CARD, 1);
    Revision second = repo.publish(CARD, 2);

    assertThat(catalog.refs(repo.find()))
        .containsExactly(
            new Ref(Ref.Kind.BRANCH, "main", second.commit()),
            new Ref(Ref.Kind.TAG, "v0", first.commit()),
            new Ref(Ref.Kind.TAG, "v1", second.commit()));
    assertThat(catalog.history(repo.find(), second.commit(), 0, 10))
        .containsExactly(second.info(), first.info());
    assertThat(catalog.history(repo.find(), second.commit(), 1, 1)).containsExactly(first.info());
  }

  @Test
  void revisionsHaveManyNames() {
    Revision first = repo.publish(CARD, 1);
    Revision second = repo.publish(CARD, 2);

    for (String name : List.of("v0", "refs/tags/v0", first.commit().hex().substring(0, 7))) {
      assertThat(catalog.resolve(repo.find(), name)).as(name).contains(first);
    }
    for (String name : List.of("main", "refs/heads/main", "HEAD", second.commit().hex())) {
      assertThat(catalog.resolve(repo.find(), name)).as(name).contains(second);
    }
    for (String name : List.of("v2", "refs/heads/v0", "", "a", "\0", "%", "x".repeat(500))) {
      assertThat(catalog.resolve(repo.find(), name)).as(name).isEmpty();
    }
  }

  @Test
  void unchangedFilesKeepTheReleaseThatChangedThem() {
    Revision first = repo.publish(CARD, 1);
    Revision second = repo.publish(CARD, 2);

    assertThat(second.file(Release.CARD).orElseThrow().changedBy()).isEqualTo(first.commit());
    assertThat(second.file(Release.WEIGHTS).orElseThrow().changedBy()).isEqualTo(second.commit());
  }

  @Test
  void nothingShowsBeforeEveryFileIsThere() {
    Release release = repo.announce(FILES, 101);
    repo.store(FILES);
    publisher.publishWaiting();

    assertThat(repo.find(release)).isEmpty();
    assertThat(catalog.find(RepoType.MODEL, repo.id())).isEmpty();

    repo.store(Map.of(), 101);
    publisher.publishWaiting();

    assertThat(repo.find(release)).isPresent();
  }

  @Test
  void releasesWaitForTheOneBefore() {
    Release first = repo.announce(FILES, 102);
    Release second = repo.announce(FILES, 103);
    repo.store(FILES, 103);
    publisher.publishWaiting();

    assertThat(repo.find(second)).isEmpty();

    repo.store(Map.of(), 102);
    publisher.publishWaiting();

    assertThat(repo.find(second)).isPresent();
    assertThat(catalog.resolve(repo.find(), "v0")).contains(repo.revision(first));
  }

  @Test
  void racingPublishersMakeOneRevisionOfEachRelease() throws Exception {
    Release first = repo.announce(FILES, 1);
    Release second = repo.announce(FILES, 2);
    repo.store(FILES, 1);
    repo.store(FILES, 2);
    List<String> messages;
    try (var published = new Messages("revision published, repo " + repo.id());
        var publishers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> publish =
          () -> {
            repo.announceAgain(first);
            publisher.publishWaiting();
            return true;
          };
      for (Future<Boolean> done : publishers.invokeAll(Collections.nCopies(8, publish))) {
        assertThat(done.get()).isTrue();
      }
      messages = published.seen();
    }

    Revision head = catalog.resolve(repo.find(), "main").orElseThrow();
    assertThat(head).isEqualTo(repo.revision(second));
    assertThat(messages).hasSize(2).doesNotHaveDuplicates();
    assertThat(head.files()).hasSize(2);
    assertThat(catalog.history(repo.find(), head.commit(), 0, 10))
        .containsExactly(head.info(), repo.revision(first).info());
  }

  @Test
  void repoOfAnotherFederationIsLeftAlone() {
    Revision ours = repo.publish(CARD, 1);
    var theirs = new TestRepo("another", repo.id());
    Release release = theirs.announce(FILES, 5);
    theirs.store(FILES, 5);

    publisher.publishWaiting();

    assertThat(theirs.find(release)).isEmpty();
    assertThat(catalog.resolve(repo.find(), "main")).contains(ours);
  }

  @Test
  void reposAreListedNewestFirst() {
    repo.publish(CARD, 1);
    var other =
        new TestRepo(repo.federation(), new RepoId(repo.id().organization(), "under_score"));
    other.publish("no front matter", 1);
    Optional<String> author = Optional.of(repo.id().organization().toUpperCase(Locale.ROOT));

    assertThat(
            names(
                new RepoQuery(RepoType.MODEL, List.of(), author, List.of(), 10, Optional.empty())))
        .containsExactly(other.id(), repo.id());
    assertThat(
            names(
                new RepoQuery(
                    RepoType.MODEL, List.of("R_S"), author, List.of(), 10, Optional.empty())))
        .containsExactly(other.id());
    assertThat(
            names(
                new RepoQuery(
                    RepoType.MODEL, List.of("%"), author, List.of(), 10, Optional.empty())))
        .isEmpty();
    List<String> tags = List.of("robotics", "license:apache-2.0");
    assertThat(names(new RepoQuery(RepoType.MODEL, List.of(), author, tags, 10, Optional.empty())))
        .containsExactly(repo.id());
    var page =
        catalog
            .list(new RepoQuery(RepoType.MODEL, List.of(), author, List.of(), 1, Optional.empty()))
            .getFirst();
    assertThat(
            names(
                new RepoQuery(
                    RepoType.MODEL, List.of(), author, List.of(), 1, Optional.of(page.cursor()))))
        .containsExactly(repo.id());
  }

  @Test
  void announcingAPublishedReleaseChangesNothing() {
    Revision published = repo.publish(CARD, 1);
    Release again = repo.announce(FILES, 2);
    repo.store(FILES, 2);
    publisher.publishWaiting();
    Revision second = repo.revision(again);

    repo.announceAgain(again);
    publisher.publishWaiting();

    assertThat(repo.revision(again)).isEqualTo(second);
    assertThat(second.provenance().orElseThrow().release())
        .isEqualTo(new Statement(again).digest());
    assertThat(catalog.resolve(repo.find(), "v0")).contains(published);
  }

  /** What the publisher logs that begins with a text. */
  private static final class Messages extends Handler implements AutoCloseable {
    private static final PatternFormatter TEXT = new PatternFormatter("%s");

    private final String beginning;
    private final Logger logger = Logger.getLogger(ReleasePublisher.class.getName());
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    Messages(String beginning) {
      this.beginning = beginning;
      logger.addHandler(this);
    }

    List<String> seen() {
      return List.copyOf(seen);
    }

    @Override
    public void publish(LogRecord record) {
      String message = TEXT.format(record);
      if (message.startsWith(beginning)) {
        seen.add(message);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  private List<RepoId> names(RepoQuery query) {
    return catalog.list(query).stream().map(listed -> listed.repo().id()).toList();
  }
}
