package io.commonweight.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir private Path config;

  private final ReleaseFixture federation = new ReleaseFixture("genuine");
  private ServedFederation registry;
  private ServedFederation forger;

  @BeforeEach
  void serve() throws IOException {
    registry = new ServedFederation(federation);
    forger = new ServedFederation(new ReleaseFixture("forged"));
  }

  @AfterEach
  void stop() {
    registry.close();
    forger.close();
  }

  @Test
  void aConfirmedCharterIsPinnedAndListed() {
    Invocation added = add(registry.uri(), "--fingerprint", pin());
    Invocation list = trust("list", "--json");

    assertThat(added.exitCode()).isZero();
    assertThat(list.json().path("pinned").get(0).path("charter").asText()).isEqualTo(pin());
    assertThat(trust("show", "tabletop").out()).contains("n = 4, f = 1, k = 3");
  }

  @Test
  void anotherFingerprintThanTheMembersIsRefused() {
    Invocation refused = add(forger.uri(), "--fingerprint", pin());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("you gave " + pin() + ": ask the members which is right");
    assertThat(trust("list").out()).isEmpty();
  }

  @Test
  void nobodyToAskPinsNothing() {
    Invocation refused = add(registry.uri());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("nobody is here to confirm " + pin());
    assertThat(trust("list").out()).isEmpty();
  }

  @Test
  void aPinIsReplacedOnlyOnRequest() {
    add(registry.uri(), "--yes");

    Invocation same = add(registry.uri(), "--yes");
    Invocation refused = add(forger.uri(), "--yes");
    Invocation replaced = add(forger.uri(), "--yes", "--replace");

    assertThat(same.exitCode()).isZero();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("tabletop is pinned to another charter, " + pin())
        .contains("add --replace");
    assertThat(replaced.exitCode()).isZero();
    assertThat(trust("list").out()).doesNotContain(pin());
  }

  @Test
  void aRemovedPinIsForgotten() {
    add(registry.uri(), "--yes");

    assertThat(trust("remove", "tabletop").exitCode()).isZero();
    assertThat(trust("remove", "tabletop").exitCode()).isEqualTo(1);
    assertThat(trust("show", "tabletop").err()).contains("no trust anchor for tabletop");
  }

  private String pin() {
    return "sha256:" + federation.founding().charterDigest();
  }

  private Invocation add(URI from, String... more) {
    List<String> args = new ArrayList<>(List.of("add", "tabletop", "--from", from.toString()));
    args.addAll(List.of(more));
    return trust(args.toArray(String[]::new));
  }

  private Invocation trust(String... args) {
    List<Object> all = new ArrayList<>(List.of("trust"));
    all.addAll(List.of(args));
    all.addAll(List.of("--config", config));
    return Invocation.run(all.toArray());
  }
}
