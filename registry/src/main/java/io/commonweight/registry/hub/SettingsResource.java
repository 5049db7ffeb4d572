package io.commonweight.registry.hub;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.account.JsonBody;
import io.commonweight.registry.account.NeedsAccount;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** {@code /settings} and {@code /auth-check} of a repo: who may do what with it. */
@Path(RepoPath.ALL)
@RunOnVirtualThread
public class SettingsResource {
  private final HubRepos repos;
  private final RepoStore store;

  SettingsResource(HubRepos repos, RepoStore store) {
    this.repos = repos;
    this.store = store;
  }

  /** Changes who knows of the repo and who gets its content. */
  @PUT
  @Path(RepoPath.ONE + "/settings")
  @NeedsAccount(Role.MAINTAINER)
  public Map<String, Object> change(@BeanParam RepoPath path, InputStream body) throws IOException {
    Repo repo = repos.writable(path, Role.MAINTAINER);
    RepoSettings settings = JsonBody.read(body, RepoSettings.class);
    store.change(
        repo, settings.knownTo().orElse(repo.visibility()), settings.gate().orElse(repo.gate()));
    return Map.of();
  }

  /** Says whether the caller gets the content. */
  @GET
  @Path(RepoPath.ONE + "/auth-check")
  @Anyone
  public Map<String, Object> mayRead(@BeanParam RepoPath path) {
    repos.readable(path);
    return Map.of();
  }

  /** Says whether the caller may commit. */
  @GET
  @Path(RepoPath.ONE + "/auth-check/write")
  @NeedsAccount(Role.CONTRIBUTOR)
  public Map<String, Object> mayWrite(@BeanParam RepoPath path) {
    repos.writable(path, Role.CONTRIBUTOR);
    return Map.of();
  }
}
