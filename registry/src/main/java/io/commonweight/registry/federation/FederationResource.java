package io.commonweight.registry.federation;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.federation.Federation.Here;
import io.commonweight.sdk.Sha256;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /v1/federations}: what one needs to know before anything else can be verified. */
@Path("/v1/federations")
public class FederationResource {
  private final Federations federations;

  FederationResource(Federations federations) {
    this.federations = federations;
  }

  /**
   * A federation in the list.
   *
   * @param federation its name
   * @param charter the digest of its first charter: compare it out of band
   * @param origin its log's name
   * @param sequencer whether this registry sequences the log
   */
  record Listed(String federation, Sha256 charter, String origin, boolean sequencer) {
    static Listed of(Federation federation) {
      return new Listed(
          federation.name(),
          federation.founding().charterDigest(),
          federation.origin(),
          federation.sequencing() instanceof Here);
    }
  }

  @Anyone
  @GET
  @Operation(summary = "The federations this registry takes part in")
  public List<Listed> list() {
    return federations.all().stream().map(Listed::of).toList();
  }
}
