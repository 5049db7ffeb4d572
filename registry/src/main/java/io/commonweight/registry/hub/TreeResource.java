package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.ReadsOnly;
import io.commonweight.registry.hub.HubRepos.Located;
import io.commonweight.registry.repo.CommitInfo;
import io.commonweight.registry.repo.GitId;
import io.commonweight.registry.repo.Repo;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /tree} and {@code /paths-info} of a repo: the files of a revision. */
@Path(RepoPath.ALL)
@RunOnVirtualThread
public class TreeResource {
  /** {@code api}, {@code models}, the repo's two segments and {@code tree}. */
  private static final int SEGMENTS_BEFORE_REVISION = 5;

  private static final int MAX_ENTRIES = 1000;

  private final HubRepos repos;

  TreeResource(HubRepos repos) {
    this.repos = repos;
  }

  /** Lists the files and folders of a revision, or of a folder of it, by path. */
  @GET
  @Path(RepoPath.ONE + "/tree/{rest:.+}")
  @Anyone
  public RestResponse<List<TreeEntry>> tree(
      @BeanParam RepoPath path,
      @RestQuery Optional<String> recursive,
      @RestQuery Optional<String> expand,
      @RestQuery Optional<String> limit,
      @RestQuery Optional<String> cursor,
      @Context HttpServerRequest request,
      UriInfo uri) {
    Located located =
        repos.locate(repos.repo(path), RevisionPath.candidates(request, SEGMENTS_BEFORE_REVISION));
    int size = Math.max(1, Paging.count("limit", limit, MAX_ENTRIES, MAX_ENTRIES));
    var listing =
        Listing.of(located, Paging.flag(recursive), changes(located, Paging.flag(expand)));
    List<TreeEntry> left =
        listing.entries().stream()
            .filter(entry -> entry.path().compareTo(cursor.orElse("")) > 0)
            .toList();
    List<TreeEntry> entries = left.subList(0, Math.min(size, left.size()));
    return left.size() <= size
        ? Paging.page(entries)
        : Paging.page(entries, uri, "cursor", entries.getLast().path());
  }

  /** Tells of some paths, from a form; those that do not exist are left out. */
  @POST
  @Path(RepoPath.ONE + "/paths-info/{revision:.+}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Anyone
  @ReadsOnly
  public List<TreeEntry> pathsOfForm(
      @BeanParam RepoPath path, @RestPath String revision, InputStream body) throws IOException {
    return paths(path, revision, PathsQuery.ofForm(body));
  }

  /** Tells of some paths, from JSON. */
  @POST
  @Path(RepoPath.ONE + "/paths-info/{revision:.+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Anyone
  @ReadsOnly
  public List<TreeEntry> pathsOfJson(
      @BeanParam RepoPath path, @RestPath String revision, InputStream body) throws IOException {
    return paths(path, revision, PathsQuery.ofJson(body));
  }

  private List<TreeEntry> paths(RepoPath path, String revision, PathsQuery query) {
    Repo repo = repos.repo(path);
    var located = new Located(repo, repos.revision(repo, revision), "", false);
    Map<String, TreeEntry> entries =
        Listing.of(located, true, changes(located, query.expand())).entries().stream()
            .collect(Collectors.toMap(TreeEntry::path, Function.identity()));
    return query.paths().stream()
        .distinct()
        .flatMap(asked -> Optional.ofNullable(entries.get(asked)).stream())
        .toList();
  }

  private Map<GitId, CommitInfo> changes(Located located, boolean expand) {
    return expand
        ? repos.lastChanges(located.repo(), located.revision())
        : Map.<GitId, CommitInfo>of();
  }
}
