package io.commonweight.federation.service.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingBundlesTest {
  private static final SigningKey KEY = FederationFixture.key(Algorithm.P_256, "oms-1");

  @TempDir private Path folder;
  private final ServiceFederation federation = new ServiceFederation();
  private final Release release0 = federation.release0();
  private PeerRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new PeerRegistry(federation);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void bundleIsKeptUntilTheRegistryHasIt() throws Exception {
    pending(KEY).sign(registry.state(), release0);
    assertThat(folder).isDirectoryContaining("glob:**" + name(release0));

    pending(KEY).bring(registry.state());

    byte[] bundle = registry.bundle(new Statement(release0).digest(), "org-1").orElseThrow();
    OmsBundle.parse(bundle).verify(KEY.verifyingKey(), release0.files());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void releaseThatIsNotInForceYetIsWaitedFor() throws Exception {
    Release next = release(1);
    pending(KEY).sign(registry.state(), next);

    pending(KEY).bring(registry.state());

    assertThat(folder).isDirectoryContaining("glob:**" + name(next));
  }

  @Test
  void releaseWhosePlaceAnotherHasIsForgotten() throws Exception {
    Release other = release(0);
    pending(KEY).sign(registry.state(), other);

    pending(KEY).bring(registry.state());

    assertThat(registry.bundle(new Statement(other).digest(), "org-1")).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keyThatTheCharterDoesNotNameMakesNoBundle() throws Exception {
    pending(FederationFixture.key(Algorithm.P_256, "stranger")).sign(registry.state(), release0);

    assertThat(folder).isEmptyDirectory();
  }

  private PendingBundles pending(SigningKey key) {
    return new PendingBundles(folder, "org-1", Optional.of(key), registry.client());
  }

  private static String name(Release release) {
    return release.sequence() + "-" + new Statement(release).digest() + ".sig";
  }

  /** A release that nobody has signed. */
  private Release release(int sequence) {
    return new Release(
        release0.charter(),
        "another/name",
        sequence,
        sequence == 0 ? Optional.empty() : Optional.of(new Statement(release0).digest()),
        sequence == 0 ? Optional.empty() : Optional.of(FederationFixture.digest("round")),
        release0.standing(),
        release0.files(),
        release0.tensors());
  }
}
