package io.commonweight.registry.witness;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.blob.Digests;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.sdk.Sha256;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/evidence}: checkpoints that one log has signed and that cannot both be true. */
@Path("/v1/evidence")
@RunOnVirtualThread
public class EvidenceResource {
  private final EvidenceFiles files;

  EvidenceResource(EvidenceFiles files) {
    this.files = files;
  }

  @Anyone
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The digests of all evidence files")
  public List<Sha256> list() throws IOException {
    return files.list();
  }

  @Anyone
  @GET
  @Path("{digest}")
  @Produces("text/plain; charset=utf-8")
  @Operation(summary = "An evidence file: two signed notes")
  public byte[] file(@RestPath String digest) throws IOException {
    return files.read(Digests.parse(digest)).orElseThrow(() -> new NotFound("evidence", digest));
  }
}
