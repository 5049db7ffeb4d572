package io.commonweight.registry.xet;

import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.CurrentAccount;
import io.commonweight.registry.account.NeedsAccount;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.federation.RegistryConfig;
import io.commonweight.registry.hub.HubRepos;
import io.commonweight.registry.hub.RepoPath;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.repo.Repo;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /xet-write-token} of a repo: where clients learn how to upload large files. */
@Path(RepoPath.ALL)
@RunOnVirtualThread
public class UploadTokenResource {
  private static final int MAX_REVISION = 200;

  private final HubRepos repos;
  private final CurrentAccount caller;
  private final Uploads uploads;
  private final RegistryConfig registry;

  UploadTokenResource(
      HubRepos repos, CurrentAccount caller, Uploads uploads, RegistryConfig registry) {
    this.repos = repos;
    this.caller = caller;
    this.uploads = uploads;
    this.registry = registry;
  }

  /** A token to upload files with, which commits to the repo may then name. */
  @GET
  @Path(RepoPath.ONE + "/xet-write-token/{revision:.+}")
  @NeedsAccount(Role.CONTRIBUTOR)
  @Operation(summary = "A short-lived token to upload the content of a repo's files with")
  public UploadToken token(@BeanParam RepoPath path, @RestPath String revision) {
    Repo repo = repos.writable(path, Role.CONTRIBUTOR);
    if (revision.length() > MAX_REVISION) {
      throw new BadRequest("the revision's name has more than " + MAX_REVISION + " characters");
    }
    Account account = caller.require();
    Upload upload = uploads.permit(account.id(), repo, revision);
    return new UploadToken(
        uploads.token(upload),
        upload.expiresAt().getEpochSecond(),
        registry.url().resolve(CasResource.BASE + account.id()).toString());
  }
}
