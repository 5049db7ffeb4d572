package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.commonweight.registry.account.JsonBody;
import io.commonweight.registry.account.NeedsAccount;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.problem.HubException.NotOffered;
import io.commonweight.registry.repo.Ref;
import io.commonweight.registry.repo.RefStore;
import io.commonweight.registry.repo.Repo;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /branch} and {@code /tag} of a repo: makes and deletes names of revisions. */
@Path(RepoPath.ALL)
@RunOnVirtualThread
public class RefResource {
  private final HubRepos repos;
  private final RefStore refs;

  RefResource(HubRepos repos, RefStore refs) {
    this.repos = repos;
    this.refs = refs;
  }

  /** Where a new branch begins; at main if absent. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record NewBranch(
      Optional<String> startingPoint, Optional<Boolean> emptyBranch, Optional<Boolean> overwrite) {}

  /** What a new tag is called. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record NewTag(String tag) {}

  /** Makes a branch. */
  @POST
  @Path(RepoPath.ONE + "/branch/{branch:.+}")
  @NeedsAccount(Role.MAINTAINER)
  public RestResponse<Void> createBranch(
      @BeanParam RepoPath path, @RestPath String branch, InputStream body) throws IOException {
    Repo repo = repos.writable(path, Role.MAINTAINER);
    NewBranch wanted = JsonBody.read(body, NewBranch.class);
    if (wanted.emptyBranch().orElse(false) || wanted.overwrite().orElse(false)) {
      throw new NotOffered("branches are neither made empty nor replaced; delete it first");
    }
    var from = repos.revision(repo, wanted.startingPoint().orElse(Ref.MAIN));
    refs.create(repo, Ref.Kind.BRANCH, branch, from.commit());
    return RestResponse.ok();
  }

  /** Deletes a branch. */
  @DELETE
  @Path(RepoPath.ONE + "/branch/{branch:.+}")
  @NeedsAccount(Role.MAINTAINER)
  public RestResponse<Void> deleteBranch(@BeanParam RepoPath path, @RestPath String branch) {
    refs.delete(repos.writable(path, Role.MAINTAINER), Ref.Kind.BRANCH, branch);
    return RestResponse.ok();
  }

  /** Makes a tag. The path names the revision, not the tag. */
  @POST
  @Path(RepoPath.ONE + "/tag/{revision:.+}")
  @NeedsAccount(Role.MAINTAINER)
  public RestResponse<Void> createTag(
      @BeanParam RepoPath path, @RestPath String revision, InputStream body) throws IOException {
    Repo repo = repos.writable(path, Role.MAINTAINER);
    NewTag wanted = JsonBody.read(body, NewTag.class);
    refs.create(repo, Ref.Kind.TAG, wanted.tag(), repos.revision(repo, revision).commit());
    return RestResponse.ok();
  }

  /** Deletes a tag that is not of a version. */
  @DELETE
  @Path(RepoPath.ONE + "/tag/{tag:.+}")
  @NeedsAccount(Role.MAINTAINER)
  public RestResponse<Void> deleteTag(@BeanParam RepoPath path, @RestPath String tag) {
    refs.delete(repos.writable(path, Role.MAINTAINER), Ref.Kind.TAG, tag);
    return RestResponse.ok();
  }
}
