package io.commonweight.registry.lfs;

import io.commonweight.sdk.Sha256;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What the holder of a signed address may do: one thing with one object, for a while.
 *
 * @param action what
 * @param repo the key of the repo that the object is brought to, or fetched from
 * @param oid the digest of the object
 * @param bytes its size
 * @param upload the upload that a part belongs to: a name and a session of the blob store, joined
 *     by a colon; empty if there are no parts
 * @param part the number of the part, from 1; 0 if there are no parts
 * @param expiresAt until when, in whole seconds
 */
record Ticket(
    Action action, long repo, Sha256 oid, long bytes, String upload, int part, Instant expiresAt) {
  private static final Pattern UPLOAD = Pattern.compile("|[0-9a-f-]{36}:[A-Za-z0-9._~=-]{1,1024}");

  /** What may be done. */
  enum Action {
    /** Bring the whole object. */
    PUT,
    /** Bring a part of it. */
    PART,
    /** Say that all parts were brought. */
    COMPLETE,
    /** Ask whether it arrived. */
    VERIFY,
    /** Fetch it. */
    GET
  }

  /** Checks the form of the upload. */
  Ticket {
    if (!UPLOAD.matcher(upload).matches()) {
      throw new IllegalArgumentException("no upload: '" + upload + "'");
    }
  }

  /** The key in the blob store under which the parts are put together. */
  String stagingKey() {
    return "uploads/lfs/" + upload.substring(0, upload.indexOf(':'));
  }

  /** The session of the blob store. */
  String session() {
    return upload.substring(upload.indexOf(':') + 1);
  }

  /** The same for another action, without a part. */
  Ticket with(Action other) {
    return new Ticket(other, repo, oid, bytes, upload, 0, expiresAt);
  }

  /** The same for a part. */
  Ticket ofPart(int number) {
    return new Ticket(Action.PART, repo, oid, bytes, upload, number, expiresAt);
  }

  /** What is signed. */
  String signedText() {
    return "%s %d %s %d %s %d %d"
        .formatted(action, repo, oid, bytes, upload, part, expiresAt.getEpochSecond());
  }
}
