package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.repo.Ref;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.registry.repo.Revision;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/models/ORGANIZATION/NAME}, and data sets likewise: a repo and its revisions. */
@Path(RepoPath.ALL)
@RunOnVirtualThread
public class RepoResource {
  private static final int MAX_COMMITS = 100;

  private final HubRepos repos;
  private final RepoCatalog catalog;

  RepoResource(HubRepos repos, RepoCatalog catalog) {
    this.repos = repos;
    this.catalog = catalog;
  }

  /** The repo at its newest revision. */
  @GET
  @Path(RepoPath.ONE)
  @Anyone
  public RepoInfo info(@BeanParam RepoPath path) {
    return info(path, Ref.MAIN);
  }

  /** The repo at a revision. */
  @GET
  @Path(RepoPath.ONE + "/revision/{revision:.+}")
  @Anyone
  public RepoInfo info(@BeanParam RepoPath path, @RestPath String revision) {
    Repo repo = repos.repo(path);
    return RepoInfo.of(repo, repos.revision(repo, revision));
  }

  /** The names of its revisions. */
  @GET
  @Path(RepoPath.ONE + "/refs")
  @Anyone
  public RefList refs(@BeanParam RepoPath path) {
    return RefList.of(catalog.refs(repos.repo(path)));
  }

  /** The history of a revision, itself first. */
  @GET
  @Path(RepoPath.ONE + "/commits/{revision:.+}")
  @Anyone
  public RestResponse<List<CommitEntry>> commits(
      @BeanParam RepoPath path,
      @RestPath String revision,
      @RestQuery Optional<String> limit,
      @RestQuery("p") Optional<String> page,
      UriInfo uri) {
    Repo repo = repos.repo(path);
    Revision from = repos.revision(repo, revision);
    int size = Math.max(1, Paging.count("limit", limit, MAX_COMMITS, MAX_COMMITS));
    int number = Paging.count("p", page, 0, Integer.MAX_VALUE / MAX_COMMITS);
    List<CommitEntry> commits =
        catalog.history(repo, from.commit(), number, size).stream().map(CommitEntry::of).toList();
    return commits.size() < size
        ? Paging.page(commits)
        : Paging.page(commits, uri, "p", number + 1);
  }
}
