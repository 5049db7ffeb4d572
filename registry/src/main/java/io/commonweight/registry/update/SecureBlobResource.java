package io.commonweight.registry.update;

import io.commonweight.registry.access.CurrentCaller;
import io.commonweight.registry.access.RequiresRole;
import io.commonweight.registry.blob.Digests;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/federations/{f}/secure-blobs}: parcels and masked vectors of secure rounds. */
@Path("/v1/federations/{f}/secure-blobs/{digest}")
@RunOnVirtualThread
public class SecureBlobResource {
  private final SecureBlobs blobs;
  private final CurrentCaller caller;

  SecureBlobResource(SecureBlobs blobs, CurrentCaller caller) {
    this.blobs = blobs;
    this.caller = caller;
  }

  @RequiresRole({Role.NODE, Role.REGISTRY})
  @PUT
  @Operation(summary = "Stores a dealer's parcels or a masked vector, durably")
  public RestResponse<Void> put(@RestPath String f, @RestPath String digest, InputStream body)
      throws IOException {
    boolean created = blobs.put(f, Digests.parse(digest), caller.get(), body);
    return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK);
  }

  @RequiresRole({Role.NODE, Role.AGGREGATOR, Role.REGISTRY})
  @GET
  @Operation(summary = "Parcels of a cohort or a masked vector of a closed round, or a range")
  public RestResponse<Object> get(
      @RestPath String f,
      @RestPath String digest,
      @RestHeader("Range") Optional<String> range,
      @RestHeader("If-Range") Optional<String> ifRange)
      throws IOException {
    Sha256 blob = Digests.parse(digest);
    return blobs
        .find(f, blob, caller.get())
        .get(range, ifRange, (offset, length) -> blobs.open(f, blob, offset, length));
  }

  @RequiresRole({Role.NODE, Role.AGGREGATOR, Role.REGISTRY})
  @HEAD
  @Operation(summary = "Size of parcels of a cohort or of a masked vector of a closed round")
  public RestResponse<Object> head(@RestPath String f, @RestPath String digest) throws IOException {
    return blobs.find(f, Digests.parse(digest), caller.get()).head();
  }
}
