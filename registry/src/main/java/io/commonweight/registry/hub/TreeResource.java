package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.ReadsOnly;
import io.commonweight.registry.hub.HubRepos.Located;
import io.commonweight.registry.problem.HubException.EntryNotFound;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Revision;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/models/ORGANIZATION/NAME/tree} and {@code /paths-info}: the files of a revision. */
@Path("/api/models/{organization}/{name}")
@RunOnVirtualThread
public class TreeResource {
  /** {@code api}, {@code models}, the repo's two segments and {@code tree}. */
  private static final int SEGMENTS_BEFORE_REVISION = 5;

  private static final int MAX_ENTRIES = 1000;

  private final HubRepos repos;

  TreeResource(HubRepos repos) {
    this.repos = repos;
  }

  /** Lists the files of a revision, by path. A release is flat, so no path below it has any. */
  @GET
  @Path("tree/{rest:.+}")
  @Anyone
  public RestResponse<List<TreeEntry>> tree(
      @RestPath String organization,
      @RestPath String name,
      @RestQuery Optional<String> expand,
      @RestQuery Optional<String> limit,
      @RestQuery Optional<String> cursor,
      @Context HttpServerRequest request,
      UriInfo uri) {
    Repo repo = repos.repo(organization, name);
    Located located =
        repos.locate(repo, RevisionPath.candidates(request, SEGMENTS_BEFORE_REVISION));
    Revision revision = located.revision();
    if (!located.path().isEmpty()) {
      throw new EntryNotFound(located.path(), revision.commit().hex());
    }
    int size = Math.max(1, Paging.count("limit", limit, MAX_ENTRIES, MAX_ENTRIES));
    List<RepoFile> left =
        revision.files().stream()
            .filter(file -> file.path().compareTo(cursor.orElse("")) > 0)
            .toList();
    List<TreeEntry> entries =
        entries(repo, revision, left.stream().limit(size), Paging.flag(expand));
    return left.size() <= size
        ? Paging.page(entries)
        : Paging.page(entries, uri, "cursor", entries.getLast().path());
  }

  /** Tells of some paths, from a form; those that do not exist are left out. */
  @POST
  @Path("paths-info/{revision:.+}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Anyone
  @ReadsOnly
  public List<TreeEntry> pathsOfForm(
      @RestPath String organization,
      @RestPath String name,
      @RestPath String revision,
      InputStream body)
      throws IOException {
    return paths(organization, name, revision, PathsQuery.ofForm(body));
  }

  /** Tells of some paths, from JSON. */
  @POST
  @Path("paths-info/{revision:.+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Anyone
  @ReadsOnly
  public List<TreeEntry> pathsOfJson(
      @RestPath String organization,
      @RestPath String name,
      @RestPath String revision,
      InputStream body)
      throws IOException {
    return paths(organization, name, revision, PathsQuery.ofJson(body));
  }

  private List<TreeEntry> paths(
      String organization, String name, String revision, PathsQuery query) {
    Repo repo = repos.repo(organization, name);
    Revision found = repos.revision(repo, revision);
    Stream<RepoFile> files =
        query.paths().stream().distinct().flatMap(path -> found.file(path).stream());
    return entries(repo, found, files, query.expand());
  }

  private List<TreeEntry> entries(
      Repo repo, Revision revision, Stream<RepoFile> files, boolean expand) {
    Map<Integer, Revision> changes =
        expand ? repos.lastChanges(repo, revision) : Map.<Integer, Revision>of();
    return files
        .map(file -> TreeEntry.of(file, Optional.ofNullable(changes.get(file.changedIn()))))
        .toList();
  }
}
