package io.commonweight.registry.xet;

import io.commonweight.registry.blob.BlobConfig;
import io.commonweight.registry.blob.Receiver;
import io.commonweight.registry.blob.Receiver.Received;
import io.commonweight.registry.problem.HubException.NotFound;
import io.commonweight.registry.problem.HubException.TooMuch;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoBlobs;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.sdk.blob.BlobRefusedException;
import io.commonweight.sdk.blob.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Takes in the files of shards: puts each together, checks it, and brings it to its repo. */
@ApplicationScoped
class Shards {
  /** Longest body. */
  static final long MAX_BYTES = 128L << 20;

  private final Xorbs xorbs;
  private final Blobs blobs;
  private final BlobConfig config;
  private final Receiver receiver;
  private final RepoCatalog catalog;
  private final RepoBlobs repoBlobs;

  Shards(
      Xorbs xorbs,
      Blobs blobs,
      BlobConfig config,
      Receiver receiver,
      RepoCatalog catalog,
      RepoBlobs repoBlobs) {
    this.xorbs = xorbs;
    this.blobs = blobs;
    this.config = config;
    this.receiver = receiver;
    this.catalog = catalog;
    this.repoBlobs = repoBlobs;
  }

  /**
   * Stores every file of a shard as a blob.
   *
   * @throws MalformedXetException if the body is no shard, or a file is not what it says
   */
  void take(Upload upload, InputStream body) throws IOException {
    Repo repo =
        catalog
            .find(upload.type(), upload.repo())
            .orElseThrow(() -> new NotFound("repo", upload.repo().toString()));
    List<ShardFile> files = read(body);
    long bytes = files.stream().mapToLong(ShardFile::bytes).sum();
    if (bytes > config.maxSize().asLongValue()) {
      throw new TooMuch("the shard's files have " + bytes + " bytes; " + limit());
    }
    var sent = new SentXorbs(xorbs, upload.account());
    for (ShardFile file : files) {
      if (!isBrought(repo, file)) {
        build(file, sent);
        repoBlobs.add(repo, file.sha256());
      }
    }
  }

  private List<ShardFile> read(InputStream body) throws IOException {
    try (Received received = receiver.receive("the shard", body, MAX_BYTES);
        var in = new BufferedInputStream(Files.newInputStream(received.file()))) {
      return ShardReader.read(in);
    }
  }

  /** Whether an earlier try succeeded, of which the client did not hear. */
  private boolean isBrought(Repo repo, ShardFile file) throws IOException {
    return repoBlobs.holds(repo, file.sha256()) && blobs.size(file.sha256()).isPresent();
  }

  private void build(ShardFile file, SentXorbs sent) throws IOException {
    XetHash hash = sent.hash(file);
    if (!hash.equals(file.hash())) {
      throw new MalformedXetException(
          "the file's hash is %s, not the declared %s".formatted(hash, file.hash()));
    }
    try (var content = new FileStream(file.terms(), sent::open)) {
      blobs.put(content, Optional.of(file.sha256()), config.maxSize().asLongValue());
    } catch (BlobRefusedException e) {
      throw new MalformedXetException(String.valueOf(e.getMessage()), e);
    }
  }

  private String limit() {
    return "at most " + config.maxSize().asLongValue() + " are taken";
  }
}
