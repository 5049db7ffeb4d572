package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.repo.RepoType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /ORGANIZATION/NAME/resolve/REVISION/PATH}: the content of a file of a model. */
@Path("/{organization}/{name}/resolve/{rest:.+}")
@RunOnVirtualThread
public class ContentResource {
  private final RepoContent content;

  ContentResource(RepoContent content) {
    this.content = content;
  }

  /** Tells of a file. Its own method, since an answer derived from GET would lack the length. */
  @HEAD
  @Anyone
  public RestResponse<Object> head(
      @RestPath String organization, @RestPath String name, @Context HttpServerRequest request) {
    return content.head(new RepoPath(RepoType.MODEL, organization, name), request);
  }

  /** Sends a file, or a range of it. */
  @GET
  @Anyone
  public RestResponse<Object> get(
      @RestPath String organization, @RestPath String name, @Context HttpServerRequest request)
      throws IOException {
    return content.get(new RepoPath(RepoType.MODEL, organization, name), request);
  }
}
