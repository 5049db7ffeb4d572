package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.registry.repo.RepoCatalog.Listed;
import io.commonweight.registry.repo.RepoQuery;
import io.commonweight.registry.repo.RepoType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/models} and {@code /api/datasets}: the search. */
@Path(RepoPath.ALL)
@RunOnVirtualThread
public class RepoListResource {
  private static final Pattern TERM = Pattern.compile("[^\\p{Cntrl}]{1,200}");
  private static final int MAX_TERMS = 16;

  private final RepoCatalog catalog;
  private final HubRepos repos;

  RepoListResource(RepoCatalog catalog, HubRepos repos) {
    this.catalog = catalog;
    this.repos = repos;
  }

  /**
   * Lists the repos that the caller may know of, newest first. A page may be short, or empty, and
   * still be continued.
   */
  @GET
  @Anyone
  public RestResponse<List<RepoInfo>> list(
      @RestPath RepoType type,
      @RestQuery List<String> search,
      @RestQuery Optional<String> author,
      @RestQuery List<String> filter,
      @RestQuery("pipeline_tag") Optional<String> task,
      @RestQuery Optional<String> limit,
      @RestQuery Optional<String> cursor,
      UriInfo uri) {
    var query =
        new RepoQuery(
            type,
            terms(search.stream()),
            terms(author.stream()).stream().findFirst(),
            terms(Stream.concat(filter.stream(), task.stream())),
            Paging.count("limit", limit, RepoQuery.MAX_LIMIT, RepoQuery.MAX_LIMIT),
            Paging.number("cursor", cursor));
    List<Listed> found = catalog.list(query);
    List<RepoInfo> visible =
        found.stream()
            .filter(item -> repos.isVisible(item.repo()))
            .map(item -> RepoInfo.of(item.repo(), item.head()))
            .toList();
    return found.size() < query.limit()
        ? Paging.page(visible)
        : Paging.page(visible, uri, "cursor", found.getLast().cursor());
  }

  /** Refuses a repo without an organization, of which huggingface.co has some. */
  @GET
  @Path("{name}")
  @Anyone
  public RestResponse<Void> unqualified(@RestPath RepoType type, @RestPath String name) {
    throw repos.notFound(name);
  }

  private static List<String> terms(Stream<String> texts) {
    List<String> terms = texts.filter(text -> !text.isEmpty()).toList();
    if (terms.size() > MAX_TERMS || !terms.stream().allMatch(TERM.asMatchPredicate())) {
      throw new BadRequest("at most " + MAX_TERMS + " terms of printable characters are searched");
    }
    return terms;
  }
}
