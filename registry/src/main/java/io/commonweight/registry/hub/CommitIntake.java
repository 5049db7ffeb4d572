package io.commonweight.registry.hub;

import io.commonweight.registry.hub.CommitLine.DeletedFile;
import io.commonweight.registry.hub.CommitLine.DeletedFolder;
import io.commonweight.registry.hub.CommitLine.Header;
import io.commonweight.registry.hub.CommitLine.InlineFile;
import io.commonweight.registry.hub.CommitLine.LargeFile;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import io.commonweight.registry.repo.Change;
import io.commonweight.registry.repo.FileContent;
import io.commonweight.registry.repo.Proposal;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoBlobs;
import io.commonweight.sdk.blob.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes in what a commit brings: small files go to the blob store as their lines arrive. */
@ApplicationScoped
class CommitIntake {
  private final Blobs blobs;
  private final RepoBlobs repoBlobs;
  private final KnownBlobs known;

  CommitIntake(Blobs blobs, RepoBlobs repoBlobs, KnownBlobs known) {
    this.blobs = blobs;
    this.repoBlobs = repoBlobs;
    this.known = known;
  }

  /**
   * Reads a commit.
   *
   * @param author the account that makes it
   * @throws BadRequest if it cannot be read, or names a blob that was not uploaded
   * @throws TooMuch if a file that comes inside it is too large
   */
  Proposal read(Repo repo, String author, InputStream body) throws IOException {
    var lines = new CommitLines(body);
    if (!(lines.next().orElse(null) instanceof Header header)) {
      throw new BadRequest("a commit begins with its header");
    }
    List<Change> changes = new ArrayList<>();
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      changes.add(change(repo, line.get()));
    }
    String message = Proposal.message(header.summary(), header.description());
    return new Proposal(author, message, header.parent(), changes);
  }

  private Change change(Repo repo, CommitLine line) throws IOException {
    return switch (line) {
      case Header _ -> throw new BadRequest("a commit has one header");
      case InlineFile file -> new Change.Put(file.path(), inline(repo, file));
      case LargeFile file -> new Change.Put(file.path(), large(repo, file));
      case DeletedFile file -> new Change.DeleteFile(file.path());
      case DeletedFolder folder -> new Change.DeleteFolder(folder.path());
    };
  }

  private FileContent inline(Repo repo, InlineFile file) throws IOException {
    byte[] content = file.content().bytes();
    if (content.length > FileContent.MAX_BYTES_IN_GIT) {
      throw new TooMuch(file.path() + " is too large for inside a commit: upload it by Git LFS");
    }
    FileContent small = FileContent.small(content);
    repoBlobs.add(repo, small.sha256());
    blobs.put(new ByteArrayInputStream(content), Optional.of(small.sha256()), content.length);
    return small;
  }

  private FileContent large(Repo repo, LargeFile file) throws IOException {
    OptionalLong bytes = blobs.size(file.oid());
    if (bytes.isEmpty() || !known.isKnown(repo, file.oid())) {
      throw new BadRequest(
          "the content of %s, sha256:%s, was not uploaded to %s"
              .formatted(file.path(), file.oid(), repo.id()));
    }
    if (file.size().isPresent() && file.size().getAsLong() != bytes.getAsLong()) {
      throw new BadRequest(file.path() + " has " + bytes.getAsLong() + " bytes");
    }
    return FileContent.large(file.oid(), bytes.getAsLong());
  }
}
