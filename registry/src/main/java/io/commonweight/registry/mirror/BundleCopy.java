package io.commonweight.registry.mirror;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.bundle.Bundles;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.registry.problem.RegistryException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies the bundles of mirrored releases from their origins. Bundles come after their release, and
 * each in its own time, so the newest releases are looked at again and again, older ones once.
 */
@ApplicationScoped
class BundleCopy {
  private static final int NEWEST = 3;

  private final Logs logs;
  private final Origins origins;
  private final Bundles bundles;

  /** By federation, how many of its releases are looked at no more. */
  private final Map<String, Integer> settled = new ConcurrentHashMap<>();

  BundleCopy(Logs logs, Origins origins, Bundles bundles) {
    this.logs = logs;
    this.origins = origins;
    this.bundles = bundles;
  }

  /** Copies what the origins have and is not here. */
  @Scheduled(every = "PT5S", concurrentExecution = ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void copyMissing() {
    for (FederationLog log : logs.all()) {
      String federation = log.federation().name();
      Optional<Origin> origin = origins.of(federation);
      Optional<LogView> view = log.viewIfAny();
      if (origin.isPresent() && view.isPresent()) {
        copy(federation, origin.get(), view.get().state());
      }
    }
  }

  private void copy(String federation, Origin origin, FederationState state) {
    List<LoggedRelease> releases = state.releases();
    try {
      for (LoggedRelease release :
          releases.subList(settled.getOrDefault(federation, 0), releases.size())) {
        copy(federation, origin, state.charter(), release.digest());
      }
      settled.put(federation, Math.max(0, releases.size() - NEWEST));
    } catch (IOException e) {
      Log.warnf("bundles not copied yet, federation %s: %s", federation, e.getMessage());
    }
  }

  private void copy(String federation, Origin origin, Charter charter, Sha256 release)
      throws IOException {
    Set<String> there = new HashSet<>(origin.bundles(release));
    bundles.organizations(federation, release).forEach(there::remove);
    for (Charter.Member member : charter.members()) {
      if (there.contains(member.name())) {
        try {
          bundles.putCopy(
              federation, release, member.name(), origin.bundle(release, member.name()));
        } catch (RegistryException.BadSignature e) {
          Log.warnf("bundle not copied, federation %s: %s", federation, e.detail());
        }
      }
    }
  }
}
