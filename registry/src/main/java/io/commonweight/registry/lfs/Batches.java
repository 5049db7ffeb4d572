package io.commonweight.registry.lfs;

import io.commonweight.registry.blob.BlobConfig;
import io.commonweight.registry.hub.KnownBlobs;
import io.commonweight.registry.lfs.BatchAnswer.Action;
import io.commonweight.registry.lfs.BatchAnswer.ObjectAnswer;
import io.commonweight.registry.lfs.BatchQuery.LfsObject;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoBlobs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.blob.UploadPart;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** Tells clients where to send and fetch objects. */
@ApplicationScoped
class Batches {
  private static final Pattern OID = Pattern.compile("[0-9a-f]{64}");

  /** Python clients refuse to download more. */
  private static final long MAX_DOWNLOAD_BYTES = 50_000_000_000L;

  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private final Blobs blobs;
  private final RepoBlobs repoBlobs;
  private final KnownBlobs known;
  private final Tickets tickets;
  private final long partBytes;
  private final long maxBytes;

  Batches(
      Blobs blobs,
      RepoBlobs repoBlobs,
      KnownBlobs known,
      Tickets tickets,
      LfsConfig config,
      BlobConfig blobConfig) {
    this.blobs = blobs;
    this.repoBlobs = repoBlobs;
    this.known = known;
    this.tickets = tickets;
    this.partBytes = Math.min(config.partSize().asLongValue(), UploadPart.MAX_BYTES);
    this.maxBytes = Math.min(blobConfig.maxSize().asLongValue(), MAX_DOWNLOAD_BYTES);
  }

  /** Answers a request about objects that are to be brought to a repo. */
  BatchAnswer upload(Repo repo, BatchQuery query, URI base) throws IOException {
    boolean inParts =
        query.sendsParts() && query.objects().stream().anyMatch(o -> o.size() > partBytes);
    List<ObjectAnswer> answers = new ArrayList<>();
    for (LfsObject object : query.objects()) {
      answers.add(upload(repo, object, inParts, base));
    }
    return new BatchAnswer(inParts ? "multipart" : "basic", answers);
  }

  /** Answers a request about objects that are to be fetched from a repo. */
  BatchAnswer download(Repo repo, BatchQuery query, URI base) throws IOException {
    List<ObjectAnswer> answers = new ArrayList<>();
    for (LfsObject object : query.objects()) {
      answers.add(download(repo, object, base));
    }
    return new BatchAnswer("basic", answers);
  }

  private ObjectAnswer upload(Repo repo, LfsObject object, boolean inParts, URI base)
      throws IOException {
    if (!OID.matcher(object.oid()).matches() || object.size() < 0 || object.size() > maxBytes) {
      return ObjectAnswer.refused(
          object, UNPROCESSABLE, "no SHA-256, or not of 0 to " + maxBytes + " bytes");
    }
    var oid = new Sha256(object.oid());
    OptionalLong there = blobs.size(oid);
    if (there.isPresent() && there.getAsLong() == object.size() && known.isKnown(repo, oid)) {
      repoBlobs.add(repo, oid);
      return ObjectAnswer.here(object);
    }
    return ObjectAnswer.of(
        object,
        inParts && object.size() > partBytes
            ? parts(repo, oid, object.size(), base)
            : whole(ticket(Ticket.Action.PUT, repo, oid, object.size(), ""), base));
  }

  private ObjectAnswer download(Repo repo, LfsObject object, URI base) throws IOException {
    if (!OID.matcher(object.oid()).matches()) {
      return ObjectAnswer.refused(object, UNPROCESSABLE, "no SHA-256");
    }
    var oid = new Sha256(object.oid());
    OptionalLong there = blobs.size(oid);
    if (there.isEmpty() || !repoBlobs.holds(repo, oid)) {
      return ObjectAnswer.refused(object, NOT_FOUND, "this repo has no such object");
    }
    Ticket get = ticket(Ticket.Action.GET, repo, oid, there.getAsLong(), "");
    return ObjectAnswer.of(object, Map.of("download", new Action(href(get, base), Map.of())));
  }

  private Map<String, Action> whole(Ticket put, URI base) {
    return Map.of(
        "upload", new Action(href(put, base), Map.of()),
        "verify", new Action(href(put.with(Ticket.Action.VERIFY), base), Map.of()));
  }

  private Map<String, Action> parts(Repo repo, Sha256 oid, long bytes, URI base)
      throws IOException {
    String name = UUID.randomUUID().toString();
    var draft = ticket(Ticket.Action.COMPLETE, repo, oid, bytes, name + ":-");
    String session = blobs.store().begin(draft.stagingKey()).id();
    Ticket complete = ticket(Ticket.Action.COMPLETE, repo, oid, bytes, name + ':' + session);
    Map<String, String> header = new LinkedHashMap<>();
    header.put("chunk_size", Long.toString(partBytes));
    for (int part = 1; (part - 1) * partBytes < bytes; part++) {
      header.put("%05d".formatted(part), href(complete.ofPart(part), base));
    }
    return Map.of(
        "upload", new Action(href(complete, base), header),
        "verify", new Action(href(complete.with(Ticket.Action.VERIFY), base), Map.of()));
  }

  private Ticket ticket(Ticket.Action action, Repo repo, Sha256 oid, long bytes, String upload) {
    return new Ticket(action, repo.key(), oid, bytes, upload, 0, tickets.expiry());
  }

  private String href(Ticket ticket, URI base) {
    return base + LfsObjectResource.address(ticket, tickets.sign(ticket));
  }
}
