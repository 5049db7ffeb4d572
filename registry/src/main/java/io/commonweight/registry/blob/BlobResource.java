package io.commonweight.registry.blob;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.repo.RepoBlobs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/blobs}: public blobs, for anyone. */
@Path("/v1/blobs/{digest}")
@RunOnVirtualThread
public class BlobResource {
  private static final Map<String, String> HEADERS =
      Map.of("Cache-Control", "public, max-age=31536000, immutable");

  private final Blobs blobs;
  private final RepoBlobs repos;

  BlobResource(Blobs blobs, RepoBlobs repos) {
    this.blobs = blobs;
    this.repos = repos;
  }

  @Anyone
  @GET
  @Operation(summary = "A public blob, or a range of it")
  public RestResponse<Object> get(
      @RestPath String digest,
      @RestHeader("Range") Optional<String> range,
      @RestHeader("If-Range") Optional<String> ifRange)
      throws IOException {
    Sha256 blob = Digests.parse(digest);
    return download(blob)
        .get(range, ifRange, Download.of(blobs, blob, () -> new NotFound("blob", blob.hex())));
  }

  @Anyone
  @HEAD
  @Operation(summary = "The size of a public blob")
  public RestResponse<Object> head(@RestPath String digest) throws IOException {
    return download(Digests.parse(digest)).head();
  }

  private Download download(Sha256 blob) throws IOException {
    OptionalLong size = repos.isHidden(blob) ? OptionalLong.empty() : blobs.size(blob);
    return new Download(
        size.orElseThrow(() -> new NotFound("blob", blob.hex())), blob.hex(), HEADERS);
  }
}
