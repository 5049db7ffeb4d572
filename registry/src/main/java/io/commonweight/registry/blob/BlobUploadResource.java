package io.commonweight.registry.blob;

import io.commonweight.registry.access.RequiresRole;
import io.commonweight.registry.federation.Federations;
import io.commonweight.sdk.statement.Charter.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/federations/{f}/blobs}: where organizations publish blobs. */
@Path("/v1/federations/{f}/blobs/{digest}")
@RunOnVirtualThread
public class BlobUploadResource {
  private final BlobInbox inbox;
  private final Federations federations;

  BlobUploadResource(BlobInbox inbox, Federations federations) {
    this.inbox = inbox;
    this.federations = federations;
  }

  @RequiresRole({Role.ROOT, Role.AGGREGATOR, Role.REGISTRY})
  @PUT
  @Operation(summary = "Stores a public blob under its digest, durably")
  public RestResponse<Void> put(@RestPath String f, @RestPath String digest, InputStream body)
      throws IOException {
    boolean created = inbox.put(federations.get(f), Digests.parse(digest), body);
    return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK);
  }
}
