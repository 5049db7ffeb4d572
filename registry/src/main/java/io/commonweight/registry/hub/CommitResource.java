package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonweight.registry.account.CurrentAccount;
import io.commonweight.registry.account.NeedsAccount;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.problem.HubException.NotOffered;
import io.commonweight.registry.repo.CommitInfo;
import io.commonweight.registry.repo.CommitStore;
import io.commonweight.registry.repo.Proposal;
import io.commonweight.registry.repo.Ref;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Revision;
import io.commonweight.sdk.blob.Blobs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /preupload} and {@code /commit} of a repo: how people write it. */
@Path(RepoPath.ALL)
@RunOnVirtualThread
public class CommitResource {
  private final HubRepos repos;
  private final CommitIntake intake;
  private final CommitStore commits;
  private final Blobs blobs;
  private final CurrentAccount caller;

  CommitResource(
      HubRepos repos,
      CommitIntake intake,
      CommitStore commits,
      Blobs blobs,
      CurrentAccount caller) {
    this.repos = repos;
    this.intake = intake;
    this.commits = commits;
    this.blobs = blobs;
    this.caller = caller;
  }

  /**
   * A commit that was made.
   *
   * @param success always
   * @param commitOid its id
   * @param commitUrl its address
   * @param hookOutput always empty
   * @param pullRequestUrl never
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Made(
      boolean success,
      String commitOid,
      String commitUrl,
      String hookOutput,
      Optional<String> pullRequestUrl) {}

  /** Tells how files are to be uploaded. */
  @POST
  @Path(RepoPath.ONE + "/preupload/{revision:.+}")
  @NeedsAccount(Role.CONTRIBUTOR)
  public Preupload preupload(
      @BeanParam RepoPath path,
      @RestPath String revision,
      @RestQuery("create_pr") Optional<String> createPr,
      InputStream body)
      throws IOException {
    Repo repo = writable(path, createPr);
    PreuploadQuery query = PreuploadQuery.read(body);
    Revision found = repos.revision(repo, revision);
    return Preupload.of(
        query,
        found,
        LargeFiles.parse(query.gitAttributes().orElse(text(found, ".gitattributes"))),
        IgnoredFiles.parse(query.gitIgnore().orElse(text(found, ".gitignore"))));
  }

  /** Makes a commit on a branch. */
  @POST
  @Path(RepoPath.ONE + "/commit/{branch:.+}")
  @NeedsAccount(Role.CONTRIBUTOR)
  public Made commit(
      @BeanParam RepoPath path,
      @RestPath String branch,
      @RestQuery("create_pr") Optional<String> createPr,
      InputStream body,
      UriInfo uri)
      throws IOException {
    Repo repo = writable(path, createPr);
    Proposal proposal = intake.read(repo, caller.require().name(), body);
    CommitInfo made = commits.commit(repo, Ref.branch(branch), proposal);
    String url = uri.getBaseUri() + repo.path() + "/commit/" + made.commit();
    return new Made(true, made.commit().hex(), url, "", Optional.empty());
  }

  private Repo writable(RepoPath path, Optional<String> createPr) {
    Repo repo = repos.writable(path, Role.CONTRIBUTOR);
    if (Paging.flag(createPr)) {
      throw new NotOffered("This registry has no pull requests: commit to a branch of your own");
    }
    return repo;
  }

  private String text(Revision revision, String path) throws IOException {
    Optional<RepoFile> file = revision.file(path).filter(found -> !found.large());
    if (file.isEmpty()) {
      return "";
    }
    try (InputStream in = blobs.get(file.get().sha256()).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
