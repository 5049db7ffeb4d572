package io.commonweight.registry.update;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.blob.Digests;
import io.commonweight.sdk.Sha256;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/federations/{f}/vectors}: masked vectors of released rounds, for anyone. */
@Path("/v1/federations/{f}/vectors/{digest}")
@RunOnVirtualThread
public class VectorResource {
  private final SecureBlobs blobs;

  VectorResource(SecureBlobs blobs) {
    this.blobs = blobs;
  }

  @Anyone
  @GET
  @Operation(summary = "A masked vector of a round whose release is in force, or a range of it")
  public RestResponse<Object> get(
      @RestPath String f,
      @RestPath String digest,
      @RestHeader("Range") Optional<String> range,
      @RestHeader("If-Range") Optional<String> ifRange)
      throws IOException {
    Sha256 vector = Digests.parse(digest);
    return blobs
        .find(f, vector)
        .get(range, ifRange, (offset, length) -> blobs.open(f, vector, offset, length));
  }

  @Anyone
  @HEAD
  @Operation(summary = "The size of a masked vector of a round whose release is in force")
  public RestResponse<Object> head(@RestPath String f, @RestPath String digest) throws IOException {
    return blobs.find(f, Digests.parse(digest)).head();
  }
}
