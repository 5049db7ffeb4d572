package io.commonweight.registry.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.CurrentAccount;
import io.commonweight.registry.account.JsonBody;
import io.commonweight.registry.account.NeedsAccount;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.Conflict;
import io.commonweight.registry.problem.HubException.Exists;
import io.commonweight.registry.repo.FileContent;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoId;
import io.commonweight.registry.repo.RepoStore;
import io.commonweight.registry.repo.RepoType;
import io.commonweight.sdk.blob.Blobs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/repos}: makes, deletes and renames repos. */
@Path("/api/repos")
@RunOnVirtualThread
public class RepoLifeResource {
  private static final String ATTRIBUTES = ".gitattributes";

  private final HubRepos repos;
  private final RepoStore store;
  private final Blobs blobs;
  private final CurrentAccount caller;

  RepoLifeResource(HubRepos repos, RepoStore store, Blobs blobs, CurrentAccount caller) {
    this.repos = repos;
    this.store = store;
    this.blobs = blobs;
    this.caller = caller;
  }

  /**
   * A repo that was made.
   *
   * @param url its address
   * @param name its name
   * @param id the key by which clients know it
   */
  record Made(String url, String name, String id) {}

  /** Makes a repo whose first commit says which files are large. */
  @POST
  @Path("create")
  @NeedsAccount(Role.CONTRIBUTOR)
  public Made create(InputStream body, UriInfo uri) throws IOException {
    Account account = caller.require();
    NewRepo wanted = JsonBody.read(body, NewRepo.class);
    RepoId id = wanted.id(account.name());
    caller.require(id.toString(), Role.CONTRIBUTOR);
    byte[] attributes = LargeFiles.DEFAULT.getBytes(UTF_8);
    blobs.put(new ByteArrayInputStream(attributes), Optional.empty(), attributes.length);
    var files = new TreeMap<String, FileContent>();
    files.put(ATTRIBUTES, FileContent.small(attributes));
    String url = uri.getBaseUri() + wanted.repoType().prefix() + id;
    Repo made =
        store
            .create(wanted.repoType(), id, wanted.knownTo(), account.name(), files)
            .orElseThrow(() -> new Exists("Repository " + id, url));
    return new Made(url, id.toString(), RepoInfo.key(made));
  }

  /** Deletes a repo for good. */
  @DELETE
  @Path("delete")
  @NeedsAccount(Role.OWNER)
  public RestResponse<Void> delete(InputStream body) throws IOException {
    Account account = caller.require();
    NewRepo named = JsonBody.read(body, NewRepo.class);
    RepoPath path = path(named.repoType(), named.id(account.name()));
    store.delete(repos.writable(path, Role.OWNER));
    return RestResponse.ok();
  }

  /** Gives a repo another name, perhaps in another namespace. */
  @POST
  @Path("move")
  @NeedsAccount(Role.OWNER)
  public RestResponse<Void> move(InputStream body) throws IOException {
    caller.require();
    RepoMove move = JsonBody.read(body, RepoMove.class);
    RepoType type = NewRepo.type(move.type());
    Repo repo = repos.writable(path(type, id(move.fromRepo())), Role.OWNER);
    RepoId to = id(move.toRepo());
    caller.require(to.toString(), Role.CONTRIBUTOR);
    if (!store.move(repo, to)) {
      throw new Conflict("Repository " + to + " exists already");
    }
    return RestResponse.ok();
  }

  private static RepoId id(String name) {
    try {
      return RepoId.parse(name);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }

  private static RepoPath path(RepoType type, RepoId id) {
    return new RepoPath(type, id.organization(), id.name());
  }
}
