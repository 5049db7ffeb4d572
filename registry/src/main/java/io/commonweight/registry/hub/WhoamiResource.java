package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.hub.HubException.Unauthenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/whoami-v2}: this registry has no accounts, and says so. */
@Path("/api/whoami-v2")
public class WhoamiResource {

  /** Refuses. */
  @GET
  @Anyone
  public RestResponse<Void> whoami(@HeaderParam("Authorization") Optional<String> authorization) {
    throw new Unauthenticated(
        authorization.isPresent()
            ? "Invalid credentials in Authorization header"
            : "This registry has no accounts; downloads need none");
  }
}
