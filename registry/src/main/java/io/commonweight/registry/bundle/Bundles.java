package io.commonweight.registry.bundle;

import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.registry.problem.RegistryException.BadSignature;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.oms.OmsException;
import io.commonweight.sdk.statement.Charter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The bundles of the releases in force. Each stands for itself: it is taken from whoever brings it,
 * if it is signed with the P-256 key that the charter in force names for the organization. So a key
 * that was replaced makes no more bundles, not even of old releases.
 */
@ApplicationScoped
public class Bundles {
  private final BundleStore store;
  private final Logs logs;
  private final Origins origins;

  Bundles(BundleStore store, Logs logs, Origins origins) {
    this.store = store;
    this.logs = logs;
    this.origins = origins;
  }

  /**
   * The organizations of whose bundle of a release is here, sorted.
   *
   * @throws NotFound if no such release is in force
   */
  public List<String> organizations(String federation, Sha256 release) throws IOException {
    return store.organizations(federation, inForce(federation, release).digest());
  }

  /**
   * The bundle of an organization.
   *
   * @throws NotFound if there is none
   */
  Bytes get(String federation, Sha256 release, String organization) throws IOException {
    LoggedRelease logged = inForce(federation, release);
    String name = member(federation, organization).name();
    return store
        .find(federation, logged.digest(), name)
        .orElseThrow(() -> new NotFound("bundle of " + name + " for release", release.hex()));
  }

  /**
   * Stores a bundle durably, here and at the origin.
   *
   * @return whether there was none here
   * @throws NotFound if there is no such release in force, or no such organization
   * @throws BadSignature if it is not that organization's bundle of that release
   */
  boolean put(String federation, Sha256 release, String organization, OmsBundle bundle)
      throws IOException {
    verify(federation, release, organization, bundle);
    Optional<Origin> origin = origins.of(federation);
    if (origin.isPresent()) {
      origin.get().putBundle(release, organization, bundle);
    }
    return store.put(federation, release, organization, bundle);
  }

  /**
   * Stores a copy of a bundle that the origin has.
   *
   * @throws NotFound if there is no such release in force, or no such organization
   * @throws BadSignature if it is not that organization's bundle of that release
   */
  public void putCopy(String federation, Sha256 release, String organization, OmsBundle bundle)
      throws IOException {
    verify(federation, release, organization, bundle);
    var _ = store.put(federation, release, organization, bundle);
  }

  private void verify(String federation, Sha256 release, String organization, OmsBundle bundle) {
    LoggedRelease logged = inForce(federation, release);
    Charter.Member member = member(federation, organization);
    try {
      bundle.verify(charter(federation).oms(member), logged.release().files());
    } catch (OmsException e) {
      throw new BadSignature(
          "no bundle of %s for release %s: %s".formatted(organization, release, e.getMessage()));
    }
  }

  private LoggedRelease inForce(String federation, Sha256 release) {
    return logs.get(federation)
        .view()
        .state()
        .release(release)
        .orElseThrow(() -> new NotFound("release", release.hex()));
  }

  private Charter.Member member(String federation, String organization) {
    return charter(federation)
        .charter()
        .member(organization)
        .orElseThrow(() -> new NotFound("organization", organization));
  }

  private Founding charter(String federation) {
    return logs.get(federation).view().state().directory().inForce();
  }
}
