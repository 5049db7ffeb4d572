package io.commonweight.registry.lfs;

import io.commonweight.registry.lfs.Ticket.Action;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.sdk.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * A signed address, as it comes back.
 *
 * @param repo the key of the repo
 * @param oid the digest of the object
 * @param size its size, in bytes
 * @param upload the upload, or empty
 * @param part the part, or 0
 * @param expires until when, in seconds since 1970
 * @param signature the signature over it all, and over what is done there
 */
public record SignedAddress(
    @RestPath long repo,
    @RestPath String oid,
    @RestQuery long size,
    @RestQuery Optional<String> upload,
    @RestQuery int part,
    @RestQuery long expires,
    @RestQuery String signature) {

  /**
   * The ticket that it claims to be.
   *
   * @throws BadRequest if it can be none
   */
  Ticket ticket(Action action) {
    try {
      return new Ticket(
          action,
          repo,
          new Sha256(oid),
          size,
          upload.orElse(""),
          part,
          Instant.ofEpochSecond(expires));
    } catch (IllegalArgumentException | DateTimeException _) {
      throw new BadRequest("this address was not signed here");
    }
  }
}
