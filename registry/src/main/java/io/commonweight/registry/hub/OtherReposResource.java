package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Repos that this registry does not hold: spaces, and those without a namespace, of which
 * huggingface.co has some. Clients ask for them at the same endpoint, and go on only if the refusal
 * has the form they know.
 */
@Path("/")
public class OtherReposResource {
  private final HubRepos repos;

  OtherReposResource(HubRepos repos) {
    this.repos = repos;
  }

  /** Lists no spaces. */
  @GET
  @Path("api/spaces")
  @Anyone
  public List<RepoInfo> list() {
    return List.of();
  }

  /** Refuses what is asked of a space. */
  @GET
  @Path("api/spaces/{rest:.+}")
  @Anyone
  public RestResponse<Void> info(@RestPath String rest) {
    throw repos.notFound("spaces/" + rest);
  }

  /** Refuses the content of a space. */
  @GET
  @Path("spaces/{organization}/{name}/resolve/{rest:.+}")
  @Anyone
  public RestResponse<Void> content(@RestPath String organization, @RestPath String name) {
    throw repos.notFound("spaces/" + organization + "/" + name);
  }

  /** Refuses the content of a model without a namespace. */
  @GET
  @Path("{name}/resolve/{rest:.+}")
  @Anyone
  public RestResponse<Void> unqualifiedContent(@RestPath String name) {
    throw repos.notFound(name);
  }
}
