package io.commonweight.registry.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.Anyone;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.release.ReleaseEvidence.Since;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.sdk.Sha256;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/federations/{f}/releases}: the releases in force, and what shows that they are. */
@Path("/v1/federations/{f}/releases")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ReleaseResource {
  private static final String LATEST = "latest";

  private final Logs logs;
  private final RepoCatalog repos;

  ReleaseResource(Logs logs, RepoCatalog repos) {
    this.logs = logs;
    this.repos = repos;
  }

  /**
   * A release in the list.
   *
   * @param sequence its number, from 0
   * @param digest the digest of its statement
   * @param weights the digest of its weights
   * @param policy the repo it goes to
   * @param commit the revision there; absent until all files are here
   * @param index the index of the log entry with which it came into force
   */
  record Listed(
      int sequence,
      Sha256 digest,
      Sha256 weights,
      String policy,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> commit,
      long index) {}

  @Anyone
  @GET
  @Operation(summary = "The releases in force, oldest first")
  public List<Listed> list(@RestPath String f) {
    return logs.get(f).view().state().releases().stream().map(this::listed).toList();
  }

  @Anyone
  @GET
  @Path("{sequence}/evidence")
  @Operation(
      summary =
          "All that shows a release, by its number or 'latest'; 'since' asks for the proof that the"
              + " log of the origin 'log', if not the newest, grew from that size")
  public byte[] evidence(
      @RestPath String f,
      @RestPath String sequence,
      @RestQuery Optional<Long> since,
      @RestQuery("log") Optional<String> origin)
      throws InterruptedException {
    FederationLog log = logs.get(f).ratified();
    List<LoggedRelease> releases = log.view().state().releases();
    LoggedRelease release =
        releases.stream()
            .filter(r -> Integer.toString(r.release().sequence()).equals(sequence))
            .findFirst()
            .or(
                () ->
                    sequence.equals(LATEST) ? log.view().state().latestRelease() : Optional.empty())
            .orElseThrow(() -> new NotFound("release", sequence));
    return new ReleaseEvidence(log, release)
        .gather(since.map(size -> new Since(origin.orElse(log.federation().origin()), size)))
        .encode();
  }

  private Listed listed(LoggedRelease release) {
    return new Listed(
        release.release().sequence(),
        release.digest(),
        release.release().weights().sha256(),
        release.release().policy(),
        repos.find(release.digest()).map(revision -> revision.commit().toString()),
        release.index());
  }
}
