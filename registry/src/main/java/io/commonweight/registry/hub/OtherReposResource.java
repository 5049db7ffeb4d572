package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.HubException.RepoNotFound;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Repos of the kinds that this registry does not hold. Clients ask for them at the same endpoint,
 * and go on only if the refusal has the form they know.
 */
@Path("/")
public class OtherReposResource {

  /** Lists no data sets and no spaces. */
  @GET
  @Path("api/{kind:datasets|spaces}")
  @Anyone
  public List<ModelInfo> list(@RestPath String kind) {
    return List.of();
  }

  /** Refuses what is asked of a data set or a space. */
  @GET
  @Path("api/{kind:datasets|spaces}/{rest:.+}")
  @Anyone
  public RestResponse<Void> info(@RestPath String kind, @RestPath String rest) {
    throw new RepoNotFound(kind + "/" + rest);
  }

  /** Refuses the content of a data set or a space. */
  @GET
  @Path("{kind:datasets|spaces}/{organization}/{name}/resolve/{rest:.+}")
  @Anyone
  public RestResponse<Void> content(
      @RestPath String kind, @RestPath String organization, @RestPath String name) {
    throw new RepoNotFound(kind + "/" + organization + "/" + name);
  }

  /** Refuses the content of a model without an organization, of which huggingface.co has some. */
  @GET
  @Path("{name}/resolve/{rest:.+}")
  @Anyone
  public RestResponse<Void> unqualifiedContent(@RestPath String name) {
    throw new RepoNotFound(name);
  }
}
