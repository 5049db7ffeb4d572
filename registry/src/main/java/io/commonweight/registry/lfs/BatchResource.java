package io.commonweight.registry.lfs;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.hub.HubRepos;
import io.commonweight.registry.hub.RepoPath;
import io.commonweight.registry.repo.RepoType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code /ORGANIZATION/NAME.git/info/lfs/objects/batch}, and below {@code /datasets} likewise:
 * where to send and fetch objects.
 */
@Path("/")
@RunOnVirtualThread
public class BatchResource {
  static final String MEDIA_TYPE = "application/vnd.git-lfs+json";
  private static final String GIT = ".git";

  private final HubRepos repos;
  private final Batches batches;

  BatchResource(HubRepos repos, Batches batches) {
    this.repos = repos;
    this.batches = batches;
  }

  /** For a model. Contributors may send; whoever gets the content may fetch. */
  @POST
  @Path("{organization}/{name:[^/]+\\.git}/info/lfs/objects/batch")
  @Produces(MEDIA_TYPE)
  @Anyone
  public BatchAnswer model(
      @RestPath String organization, @RestPath String name, InputStream body, UriInfo uri)
      throws IOException {
    return answer(RepoType.MODEL, organization, name, body, uri);
  }

  /** For a data set. */
  @POST
  @Path("datasets/{organization}/{name:[^/]+\\.git}/info/lfs/objects/batch")
  @Produces(MEDIA_TYPE)
  @Anyone
  public BatchAnswer dataset(
      @RestPath String organization, @RestPath String name, InputStream body, UriInfo uri)
      throws IOException {
    return answer(RepoType.DATASET, organization, name, body, uri);
  }

  private BatchAnswer answer(
      RepoType type, String organization, String name, InputStream body, UriInfo uri)
      throws IOException {
    var path = new RepoPath(type, organization, name.substring(0, name.length() - GIT.length()));
    BatchQuery query = BatchQuery.read(body);
    return query.isUpload()
        ? batches.upload(repos.writable(path, Role.CONTRIBUTOR), query, uri.getBaseUri())
        : batches.download(repos.readable(path), query, uri.getBaseUri());
  }
}
