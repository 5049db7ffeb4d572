package io.commonweight.registry.log;

import io.commonweight.registry.Anyone;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code /v1/federations/{f}/epochs/{epoch}/log}: a log of the federation by its number, also one
 * that the federation has left, as far as it counts.
 */
@Path("/v1/federations/{f}/epochs/{epoch}/log")
@RunOnVirtualThread
public class EarlierLogResource {
  private final Logs logs;

  EarlierLogResource(Logs logs) {
    this.logs = logs;
  }

  @Anyone
  @GET
  @Path("checkpoint")
  @Produces(LogResource.TEXT)
  @Operation(summary = "The newest signed checkpoint of one of the federation's logs")
  public RestResponse<String> checkpoint(@RestPath String f, @RestPath int epoch) {
    FederationLog log = logs.get(f).of(epoch);
    return LogResource.note(log.note(log.view()));
  }

  @Anyone
  @GET
  @Path("tile/{path: .+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "A tile of one of the federation's logs (C2SP tlog-tiles)")
  public RestResponse<byte[]> tile(@RestPath String f, @RestPath int epoch, @RestPath String path) {
    return LogResource.tile(logs.get(f).of(epoch), path);
  }
}
