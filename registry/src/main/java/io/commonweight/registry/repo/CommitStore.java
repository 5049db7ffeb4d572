package io.commonweight.registry.repo;

import io.commonweight.registry.problem.HubException.HeadMoved;
import io.commonweight.registry.problem.HubException.RevisionNotFound;
import io.commonweight.sdk.blob.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Makes commits: each whole or not at all, and only on the commit that it was made for. */
@ApplicationScoped
public class CommitStore {
  private final RepoRepository repos;
  private final RevisionRepository revisions;
  private final RefRepository refs;
  private final RepoBlobs blobs;
  private final Blobs contents;
  private final Clock clock;

  CommitStore(
      RepoRepository repos,
      RevisionRepository revisions,
      RefRepository refs,
      RepoBlobs blobs,
      Blobs contents,
      Clock clock) {
    this.repos = repos;
    this.revisions = revisions;
    this.refs = refs;
    this.blobs = blobs;
    this.contents = contents;
    this.clock = clock;
  }

  /**
   * Makes a commit and moves a branch to it. A commit that changes nothing, or that the branch has
   * got already from the same parent, is not made again.
   *
   * @return the commit at which the branch is then
   * @throws RevisionNotFound if the repo has no such branch
   * @throws HeadMoved if the branch is not at the proposal's parent
   */
  @Transactional
  public CommitInfo commit(Repo repo, String branch, Proposal proposal) {
    RefEntity ref =
        refs.lock(repo.key(), Ref.Kind.BRANCH, branch)
            .orElseThrow(() -> new RevisionNotFound(branch));
    Revision head = revisions.findById(ref.revisionId).revision(repo.federation());
    Revision base = base(repo, branch, head, proposal);
    SortedMap<String, FileContent> files = proposal.applyTo(base);
    if (GitTree.ofContents(files).root().equals(head.tree())) {
      return head.info();
    }
    if (!base.equals(head)) {
      throw new HeadMoved(branch, head.commit().hex());
    }
    Revision made = revision(proposal.author(), proposal.message(), files, Optional.of(head));
    ref.revisionId = put(repos.findById(repo.key()), branch, made).id;
    return made.info();
  }

  /** Makes the first commit of a repo, and branch main at it. */
  void begin(RepoEntity repo, String author, SortedMap<String, FileContent> files) {
    Revision made = revision(author, "initial commit\n", files, Optional.empty());
    refs.insertIfAbsent(put(repo, Ref.MAIN, made), Ref.Kind.BRANCH, Ref.MAIN);
  }

  private RevisionEntity put(RepoEntity repo, String branch, Revision made) {
    RevisionEntity row =
        revisions.insert(repo.id, made).orElseGet(() -> revisions.find(repo.id, made.commit()));
    made.files().stream()
        .filter(file -> file.changedBy().equals(made.commit()))
        .forEach(file -> blobs.add(repo.id, file.sha256()));
    repo.modifiedAt = made.publishedAt();
    if (branch.equals(Ref.MAIN)) {
      repo.tags = made.card().tags().toArray(String[]::new);
    }
    return row;
  }

  /** The head; or the commit before it, if the proposal was made for that one. */
  private Revision base(Repo repo, String branch, Revision head, Proposal proposal) {
    if (proposal.parent().isEmpty() || head.commit().hex().startsWith(proposal.parent().get())) {
      return head;
    }
    return head.info()
        .parent()
        .filter(before -> before.hex().startsWith(proposal.parent().get()))
        .map(before -> revisions.find(repo.key(), before).revision(repo.federation()))
        .orElseThrow(() -> new HeadMoved(branch, head.commit().hex()));
  }

  private Revision revision(
      String author,
      String message,
      SortedMap<String, FileContent> files,
      Optional<Revision> parent) {
    GitId tree = GitTree.ofContents(files).root();
    Optional<GitId> before = parent.map(Revision::commit);
    Instant now = clock.instant();
    GitId commit =
        GitObjects.commit(tree, before, author, now.truncatedTo(ChronoUnit.SECONDS), message);
    var info = new CommitInfo(commit, tree, before, author, message, Optional.empty(), now);
    return Revision.of(info, card(files), OptionalLong.empty(), files, parent);
  }

  private CardData card(SortedMap<String, FileContent> files) {
    FileContent readme = files.get(Revision.CARD);
    if (readme == null || readme.large()) {
      return CardData.NONE;
    }
    try (InputStream in = contents.get(readme.sha256()).orElseThrow()) {
      return CardData.parse(in.readNBytes((int) FileContent.MAX_BYTES_IN_GIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
