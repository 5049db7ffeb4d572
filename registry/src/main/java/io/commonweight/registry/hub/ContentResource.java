package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.hub.HubRepos.Located;
import io.commonweight.sdk.blob.Blobs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /ORGANIZATION/NAME/resolve/REVISION/PATH}: the content of a file. */
@Path("/{organization}/{name}/resolve/{rest:.+}")
@RunOnVirtualThread
public class ContentResource {
  /** The repo's two segments and {@code resolve}. */
  private static final int SEGMENTS_BEFORE_REVISION = 3;

  private final HubRepos repos;
  private final Blobs blobs;

  ContentResource(HubRepos repos, Blobs blobs) {
    this.repos = repos;
    this.blobs = blobs;
  }

  /** Tells of a file. Its own method, since an answer derived from GET would lack the length. */
  @HEAD
  @Anyone
  public RestResponse<Object> head(
      @RestPath String organization,
      @RestPath String name,
      @HeaderParam("If-None-Match") Optional<String> ifNoneMatch,
      @Context HttpServerRequest request) {
    FileAnswer answer = answer(organization, name, request);
    return answer.unchanged(ifNoneMatch) ? answer.notModified() : answer.download().head();
  }

  /** Sends a file, or a range of it. */
  @GET
  @Anyone
  public RestResponse<Object> get(
      @RestPath String organization,
      @RestPath String name,
      @HeaderParam("If-None-Match") Optional<String> ifNoneMatch,
      @HeaderParam("Range") Optional<String> range,
      @HeaderParam("If-Range") Optional<String> ifRange,
      @Context HttpServerRequest request)
      throws IOException {
    FileAnswer answer = answer(organization, name, request);
    return answer.unchanged(ifNoneMatch) ? answer.notModified() : answer.get(range, ifRange, blobs);
  }

  private FileAnswer answer(String organization, String name, HttpServerRequest request) {
    var candidates = RevisionPath.candidates(request, SEGMENTS_BEFORE_REVISION);
    Located located = repos.locate(repos.repo(organization, name), candidates);
    return FileAnswer.of(located);
  }
}
