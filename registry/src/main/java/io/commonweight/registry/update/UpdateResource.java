package io.commonweight.registry.update;

import io.commonweight.registry.access.CurrentCaller;
import io.commonweight.registry.access.RequiresRole;
import io.commonweight.registry.blob.Digests;
import io.commonweight.sdk.Bytes;
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

/** {@code /v1/federations/{f}/updates}: the private space of update blobs. */
@Path("/v1/federations/{f}/updates/{commitment}")
@RunOnVirtualThread
public class UpdateResource {
  private final Updates updates;
  private final CurrentCaller caller;

  UpdateResource(Updates updates, CurrentCaller caller) {
    this.updates = updates;
    this.caller = caller;
  }

  @RequiresRole({Role.NODE, Role.REGISTRY})
  @PUT
  @Operation(summary = "Stores an update blob under its commitment, durably")
  public RestResponse<Void> put(
      @RestPath String f,
      @RestPath String commitment,
      @RestHeader(Updates.SALT_HEADER) Optional<String> salt,
      InputStream body)
      throws IOException {
    boolean created =
        updates.put(
            f, Digests.parse(commitment), Bytes.of(Digests.parse(salt.orElse("")).bytes()), body);
    return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK);
  }

  @RequiresRole({Role.AGGREGATOR, Role.REGISTRY})
  @GET
  @Operation(summary = "An update blob of a closed round, or a range of it")
  public RestResponse<Object> get(
      @RestPath String f,
      @RestPath String commitment,
      @RestHeader("Range") Optional<String> range,
      @RestHeader("If-Range") Optional<String> ifRange)
      throws IOException {
    Sha256 update = Digests.parse(commitment);
    return updates
        .find(f, update, caller.get())
        .get(range, ifRange, (offset, length) -> updates.open(f, update, offset, length));
  }

  @RequiresRole({Role.AGGREGATOR, Role.REGISTRY})
  @HEAD
  @Operation(summary = "Salt and size of an update blob of a closed round")
  public RestResponse<Object> head(@RestPath String f, @RestPath String commitment)
      throws IOException {
    return updates.find(f, Digests.parse(commitment), caller.get()).head();
  }
}
