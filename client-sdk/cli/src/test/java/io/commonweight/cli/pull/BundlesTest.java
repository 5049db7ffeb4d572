package io.commonweight.cli.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cli.Invocation;
import io.commonweight.sdk.foreign.ForeignProgram;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles for other tools come with a release and never decide about it. */
class BundlesTest {
  @TempDir private Path folder;

  private final ReleaseFixture federation =
      new ReleaseFixture("genuine", ServedFederation.yesterday());
  private final SortedMap<String, byte[]> files = ReleaseFixture.files(3);
  private final Release release = federation.release(3, files);
  private ServedFederation registry;

  @BeforeEach
  void serve() throws IOException {
    registry = new ServedFederation(federation).serve(3, files);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void bundlesComeWithTheReleaseAndVerifyOffline() throws Exception {
    serveBundles(Map.of("org-1", bundle(federation.oms(1)), "org-3", bundle(federation.oms(3))));

    Invocation pulled = pull();
    registry.close();

    assertThat(pulled.exitCode()).isZero();
    assertThat(pulled.out()).contains("  bundles      signed for other tools by org-1, org-3");
    assertThat(bundles())
        .isDirectoryContaining("glob:**org-1.sig")
        .isDirectoryNotContaining("glob:**org-2.sig");
    OmsBundle.parse(Files.readAllBytes(bundles().resolve("org-3.sig")))
        .verify(federation.oms(3).verifyingKey(), release.files());
    assertThat(verify("--json").json().path("bundles"))
        .hasToString(
            "[{\"organization\":\"org-1\",\"valid\":true},{\"organization\":\"org-3\",\"valid\":true}]");
  }

  @Test
  void wrongBundlesAreLeftOutAndTheReleaseIsGenuineAllTheSame() {
    serveBundles(
        Map.of(
            "org-1", bundle(federation.oms(2)),
            "org-2",
                OmsBundle.sign(
                        "tabletop/policy",
                        federation.release(3, ReleaseFixture.files(2)).files(),
                        federation.oms(2))
                    .encode(),
            "org-3", "{}".getBytes(UTF_8),
            "org-4", bundle(federation.oms(4)),
            "stranger", bundle(federation.oms(1))));

    Invocation pulled = pull("--json");

    assertThat(pulled.exitCode()).isZero();
    assertThat(pulled.json().path("verified").asBoolean()).isTrue();
    JsonNode told = pulled.json().path("bundles");
    assertThat(told).hasSize(4);
    assertThat(told.get(0).path("detail").asText())
        .startsWith("made with another key than ")
        .endsWith("; left out");
    assertThat(told.get(1).path("detail").asText())
        .contains("README.md is signed with sha256:")
        .endsWith("; left out");
    assertThat(told.get(2).path("detail").asText()).contains("sent a malformed bundle");
    assertThat(told.get(3).path("valid").asBoolean()).isTrue();
    assertThat(bundles().toFile().list()).containsExactlyInAnyOrder("org-4.sig", "org-4.pem");
    assertThat(registry.requests()).noneMatch(request -> request.endsWith("/stranger"));
  }

  @Test
  void aBundleThatWasChangedIsSaidAndRefusesNothing() throws IOException {
    serveBundles(Map.of("org-1", bundle(federation.oms(1)), "org-2", bundle(federation.oms(2))));
    pull();
    Files.write(bundles().resolve("org-1.sig"), bundle(federation.oms(3)));
    Path other = Files.move(bundles().resolve("org-2.sig"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(bundles().resolve("org-2.sig"), other);
    Files.write(bundles().resolve("org-3.sig"), new byte[OmsBundle.MAX_BYTES + 1]);

    Invocation verified = verify();

    assertThat(verified.exitCode()).isZero();
    assertThat(verified.out().lines())
        .anyMatch(line -> line.startsWith("! bundle of org-1: made with another key"))
        .anyMatch(
            line -> line.startsWith("! bundle of org-2: ") && line.contains("is no plain file"))
        .anyMatch(line -> line.startsWith("! bundle of org-3: no OMS bundle that we accept"))
        .noneMatch(line -> line.contains("signed for other tools by"))
        .endsWith("verified: tabletop/policy release 3");
  }

  @Test
  void aRegistryThatCannotBeAskedForBundlesIsNoReasonToRefuse() {
    Invocation pulled = pull();

    assertThat(pulled.exitCode()).isZero();
    assertThat(pulled.err()).contains("no bundles for other tools: " + registry.uri());
    assertThat(bundles()).doesNotExist();
  }

  @Test
  void opensslAgreesOnWhatWasPulled() throws Exception {
    ForeignProgram openssl = ForeignProgram.onPath("openssl");
    serveBundles(Map.of("org-1", bundle(federation.oms(1))));
    pull();
    OmsBundle pulled = OmsBundle.parse(Files.readAllBytes(bundles().resolve("org-1.sig")));
    Files.write(
        bundles().resolve("pae"),
        Envelope.preAuthenticationEncoding(Statement.PAYLOAD_TYPE, pulled.payload().toArray()));
    Files.write(bundles().resolve("der"), pulled.signature().toArray());

    assertThat(
            openssl.output(
                bundles(), "dgst", "-sha256", "-verify", "org-1.pem", "-signature", "der", "pae"))
        .isEqualTo("Verified OK\n");
  }

  @Test
  void sigstoreAgreesOnWhatWasPulled() {
    ForeignProgram sigstore =
        ForeignProgram.node("sigstore.mjs", "@sigstore/verify", "@sigstore/bundle");
    serveBundles(Map.of("org-1", bundle(federation.oms(1))));
    pull();

    assertThat(sigstore.output(bundles(), "org-1.sig", "org-1.pem")).isEqualTo("valid\n");
  }

  private byte[] bundle(SigningKey key) {
    return OmsBundle.sign("tabletop/policy", release.files(), key).encode();
  }

  private void serveBundles(Map<String, byte[]> bundles) {
    registry.serveBundles(new Statement(release).digest(), new TreeMap<>(bundles));
  }

  private Path bundles() {
    return folder.resolve("policy/.commonweight/bundles");
  }

  private Invocation pull(String... more) {
    return run(
        more,
        "pull",
        "tabletop/policy",
        "--from",
        registry.uri(),
        "--to",
        folder.resolve("policy"));
  }

  private Invocation verify(String... more) {
    return run(more, "verify", folder.resolve("policy"));
  }

  private Invocation run(String[] more, Object... command) {
    var args = new ArrayList<Object>(List.of(command));
    args.addAll(List.of("--trust", "sha256:" + federation.founding().charterDigest()));
    args.addAll(List.of("--config", folder.resolve("config")));
    args.addAll(List.of(more));
    return Invocation.run(args.toArray());
  }
}
