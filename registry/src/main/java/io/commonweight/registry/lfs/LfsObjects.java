package io.commonweight.registry.lfs;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.NotFound;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoBlobs;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobRefusedException;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.blob.UploadPart;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes objects in, whole or in parts. None is stored under a digest that is not its own. */
@ApplicationScoped
class LfsObjects {
  private final Blobs blobs;
  private final RepoBlobs repoBlobs;
  private final RepoCatalog catalog;
  private final long partBytes;

  LfsObjects(Blobs blobs, RepoBlobs repoBlobs, RepoCatalog catalog, LfsConfig config) {
    this.blobs = blobs;
    this.repoBlobs = repoBlobs;
    this.catalog = catalog;
    this.partBytes = Math.min(config.partSize().asLongValue(), UploadPart.MAX_BYTES);
  }

  /** Takes a whole object in. */
  void put(Ticket ticket, InputStream body) throws IOException {
    Repo repo = repo(ticket);
    try {
      blobs.put(body, Optional.of(ticket.oid()), ticket.bytes());
    } catch (BlobRefusedException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
    repoBlobs.add(repo, ticket.oid());
  }

  /** Takes a part in. */
  UploadPart putPart(Ticket ticket, InputStream body) throws IOException {
    repo(ticket);
    long before = (ticket.part() - 1) * partBytes;
    long bytes = Math.min(partBytes, ticket.bytes() - before);
    return store()
        .resume(ticket.stagingKey(), ticket.session())
        .writePart(ticket.part(), body, bytes);
  }

  /** Puts the parts together; done already, it is not done again. */
  void complete(Ticket ticket, List<UploadPart> parts) throws IOException {
    Repo repo = repo(ticket);
    if (repoBlobs.holds(repo, ticket.oid()) && blobs.size(ticket.oid()).isPresent()) {
      store().resume(ticket.stagingKey(), ticket.session()).abort();
      return;
    }
    store().resume(ticket.stagingKey(), ticket.session()).complete(parts);
    Sha256 arrived = digest(ticket.stagingKey());
    if (!arrived.equals(ticket.oid())) {
      store().delete(ticket.stagingKey());
      throw new BadRequest(
          "the content's SHA-256 is %s, not the declared %s".formatted(arrived, ticket.oid()));
    }
    store().move(ticket.stagingKey(), Blobs.key(ticket.oid()));
    repoBlobs.add(repo, ticket.oid());
  }

  /** Finds out whether an object arrived. */
  void verify(Ticket ticket) throws IOException {
    OptionalLong there = blobs.size(ticket.oid());
    if (there.isEmpty()
        || there.getAsLong() != ticket.bytes()
        || !repoBlobs.holds(repo(ticket), ticket.oid())) {
      throw new NotFound("object", ticket.oid().hex());
    }
  }

  private Repo repo(Ticket ticket) {
    return catalog
        .find(ticket.repo())
        .orElseThrow(() -> new NotFound("repo", Long.toString(ticket.repo())));
  }

  private Sha256 digest(String key) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in =
        new DigestInputStream(store().open(key, 0, Long.MAX_VALUE).orElseThrow(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.ofBytes(digest.digest());
  }

  private BlobStore store() {
    return blobs.store();
  }
}
