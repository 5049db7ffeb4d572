package io.commonweight.registry.blob;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.access.RequiresRole;
import io.commonweight.registry.federation.Federations;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.statement.Charter.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Public blobs: {@code /v1/blobs} for reading, {@code /v1/federations/{f}/blobs} for writing. */
@Path("/v1")
@RunOnVirtualThread
public class BlobResource {
  private static final Map<String, String> HEADERS =
      Map.of("Cache-Control", "public, max-age=31536000, immutable");

  private final Blobs blobs;
  private final BlobInbox received;
  private final Federations federations;

  BlobResource(Blobs blobs, BlobInbox received, Federations federations) {
    this.blobs = blobs;
    this.received = received;
    this.federations = federations;
  }

  @RequiresRole({Role.ROOT, Role.AGGREGATOR, Role.REGISTRY})
  @PUT
  @Path("federations/{f}/blobs/{digest}")
  @Operation(summary = "Stores a public blob under its digest, durably")
  public RestResponse<Void> put(@RestPath String f, @RestPath String digest, InputStream body)
      throws IOException {
    boolean created = received.put(federations.get(f), parse(digest), body);
    return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK);
  }

  @Anyone
  @GET
  @Path("blobs/{digest}")
  @Operation(summary = "A public blob, or a range of it")
  public RestResponse<InputStream> get(
      @RestPath String digest,
      @RestHeader("Range") Optional<String> range,
      @RestHeader("If-Range") Optional<String> ifRange)
      throws IOException {
    Sha256 blob = parse(digest);
    return download(blob)
        .get(
            range,
            ifRange,
            (offset, length) ->
                blobs
                    .get(blob, offset, length)
                    .orElseThrow(() -> new NotFound("blob", blob.hex())));
  }

  @Anyone
  @HEAD
  @Path("blobs/{digest}")
  @Operation(summary = "The size of a public blob")
  public RestResponse<InputStream> head(@RestPath String digest) throws IOException {
    return download(parse(digest)).head();
  }

  private Download download(Sha256 blob) throws IOException {
    OptionalLong size = blobs.size(blob);
    return new Download(
        size.orElseThrow(() -> new NotFound("blob", blob.hex())), blob.hex(), HEADERS);
  }

  private static Sha256 parse(String digest) {
    try {
      return new Sha256(digest);
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
