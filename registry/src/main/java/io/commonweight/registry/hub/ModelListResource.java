package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.RepoNotFound;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.registry.repo.RepoCatalog.Listed;
import io.commonweight.registry.repo.RepoQuery;
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

/** {@code /api/models}: the search. */
@Path("/api/models")
@RunOnVirtualThread
public class ModelListResource {
  private static final Pattern TERM = Pattern.compile("[^\\p{Cntrl}]{1,200}");
  private static final int MAX_TERMS = 16;

  private final RepoCatalog catalog;

  ModelListResource(RepoCatalog catalog) {
    this.catalog = catalog;
  }

  /** Lists models, newest first. */
  @GET
  @Anyone
  public RestResponse<List<ModelInfo>> list(
      @RestQuery List<String> search,
      @RestQuery Optional<String> author,
      @RestQuery List<String> filter,
      @RestQuery("pipeline_tag") Optional<String> task,
      @RestQuery Optional<String> limit,
      @RestQuery Optional<String> cursor,
      UriInfo uri) {
    var query =
        new RepoQuery(
            terms(search.stream()),
            terms(author.stream()).stream().findFirst(),
            terms(Stream.concat(filter.stream(), task.stream())),
            Paging.count("limit", limit, RepoQuery.MAX_LIMIT, RepoQuery.MAX_LIMIT),
            Paging.number("cursor", cursor));
    List<Listed> found = catalog.list(query);
    List<ModelInfo> models =
        found.stream().map(item -> ModelInfo.of(item.repo(), item.head())).toList();
    return found.size() < query.limit()
        ? Paging.page(models)
        : Paging.page(models, uri, "cursor", found.getLast().cursor());
  }

  /** Refuses a model without an organization, of which huggingface.co has some. */
  @GET
  @Path("{name}")
  @Anyone
  public RestResponse<Void> unqualified(@RestPath String name) {
    throw new RepoNotFound(name);
  }

  private static List<String> terms(Stream<String> texts) {
    List<String> terms = texts.filter(text -> !text.isEmpty()).toList();
    if (terms.size() > MAX_TERMS || !terms.stream().allMatch(TERM.asMatchPredicate())) {
      throw new BadRequest("at most " + MAX_TERMS + " terms of printable characters are searched");
    }
    return terms;
  }
}
