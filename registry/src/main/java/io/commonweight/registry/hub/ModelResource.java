package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.repo.Ref;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.registry.repo.Revision;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/models/ORGANIZATION/NAME}: a model, its revisions and their names. */
@Path("/api/models/{organization}/{name}")
@RunOnVirtualThread
public class ModelResource {
  private static final int MAX_COMMITS = 100;

  private final HubRepos repos;
  private final RepoCatalog catalog;

  ModelResource(HubRepos repos, RepoCatalog catalog) {
    this.repos = repos;
    this.catalog = catalog;
  }

  /** The model at its newest revision. */
  @GET
  @Anyone
  public ModelInfo info(@RestPath String organization, @RestPath String name) {
    return info(organization, name, Ref.MAIN);
  }

  /** The model at a revision. */
  @GET
  @Path("revision/{revision:.+}")
  @Anyone
  public ModelInfo info(
      @RestPath String organization, @RestPath String name, @RestPath String revision) {
    Repo repo = repos.repo(organization, name);
    return ModelInfo.of(repo, repos.revision(repo, revision));
  }

  /** The names of its revisions. */
  @GET
  @Path("refs")
  @Anyone
  public RefList refs(@RestPath String organization, @RestPath String name) {
    return RefList.of(catalog.refs(repos.repo(organization, name).id()));
  }

  /** The history of a revision, itself first. */
  @GET
  @Path("commits/{revision:.+}")
  @Anyone
  public RestResponse<List<CommitEntry>> commits(
      @RestPath String organization,
      @RestPath String name,
      @RestPath String revision,
      @RestQuery Optional<String> limit,
      @RestQuery("p") Optional<String> page,
      UriInfo uri) {
    Repo repo = repos.repo(organization, name);
    Revision from = repos.revision(repo, revision);
    int size = Math.max(1, Paging.count("limit", limit, MAX_COMMITS, MAX_COMMITS));
    int number = Paging.count("p", page, 0, Integer.MAX_VALUE / MAX_COMMITS);
    List<CommitEntry> commits =
        catalog.history(repo.id(), from, number, size).stream().map(CommitEntry::of).toList();
    return commits.size() < size
        ? Paging.page(commits)
        : Paging.page(commits, uri, "p", number + 1);
  }
}
