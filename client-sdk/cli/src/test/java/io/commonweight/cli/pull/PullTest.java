package io.commonweight.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.TlogPolicy;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.FixtureLog;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullTest {
  @TempDir private Path folder;

  private final ReleaseFixture federation =
      new ReleaseFixture("genuine", ServedFederation.yesterday());
  private final SortedMap<String, byte[]> files = ReleaseFixture.files(3);
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
  void aGenuineReleaseAppearsWithItsEvidenceAndVerifiesOffline() throws IOException {
    Invocation pulled = pull("tabletop/policy");

    assertThat(pulled.err()).doesNotContain("commonweight:");
    assertThat(pulled.exitCode()).isZero();
    assertThat(pulled.json().path("verified").asBoolean()).isTrue();
    assertThat(pulled.json().path("sequence").asInt()).isEqualTo(3);
    assertThat(Files.readAllBytes(target().resolve("model.safetensors")))
        .isEqualTo(files.get("model.safetensors"));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("policy", "config");
    registry.close();
    Invocation verified =
        Invocation.run("verify", target(), "--trust", pin(), "--config", folder.resolve("config"));
    assertThat(verified.out().lines())
        .hasSize(21)
        .endsWith("verified: tabletop/policy release 3")
        .anyMatch(line -> line.startsWith("✓ charter      the pinned charter 1 of tabletop"))
        .contains("✓ sequence     release 3 again");
    assertThat(verified.exitCode()).isZero();
    assertThat(verified.err()).contains("a private copy was verified");
  }

  @Test
  void theFolderHoldsWhatForeignToolsRead() throws Exception {
    pull("tabletop/policy");
    Path evidence = target().resolve(".commonweight");

    Envelope release = Envelope.parse(Files.readAllBytes(evidence.resolve("release.dsse.json")));
    LogProof proof = LogProof.parse(Files.readAllBytes(evidence.resolve("release.tlog-proof")));
    TlogPolicy policy = TlogPolicy.parse(Files.readAllBytes(evidence.resolve("log.tlog-policy")));

    assertThat(Founding.load(evidence)).isEqualTo(federation.founding());
    proof.verify(release.entries().getFirst().encode(), federation.founding().witnessPolicy());
    assertThat(policy.verify(proof.checkpoint()).size()).isEqualTo(18);
  }

  @Test
  void aCompleteForgedFederationIsRefused() throws IOException {
    var forger = new ReleaseFixture("forged", ServedFederation.yesterday());
    try (var forged = new ServedFederation(forger).serve(3, files)) {
      Path pinned = folder.resolve("genuine");
      federation.founding().store(pinned);
      String from = forged.uri().toString();

      Invocation refused =
          Invocation.run(
              "pull",
              "tabletop/policy",
              "--from",
              from,
              "--to",
              target(),
              "--trust",
              pinned,
              "--config",
              folder.resolve("config"));
      Invocation byFingerprint =
          Invocation.run(
              "pull",
              "tabletop/policy",
              "--from",
              from,
              "--to",
              target(),
              "--trust",
              pin(),
              "--config",
              folder.resolve("config"));

      for (Invocation one : List.of(refused, byFingerprint)) {
        assertThat(one.exitCode()).isEqualTo(1);
        assertThat(one.err()).contains("charter: none of the charters is the pinned one, " + pin());
      }
      assertThat(target()).doesNotExist();
      Invocation gullible =
          Invocation.run(
              "pull",
              "tabletop/policy",
              "--from",
              from,
              "--to",
              target(),
              "--config",
              folder.resolve("config"),
              "--trust",
              "sha256:" + forger.founding().charterDigest());
      assertThat(gullible.exitCode()).isZero(); // it is refused for nothing but the pin
    }
  }

  @Test
  void withoutAPinNothingIsBelieved() {
    Invocation refused =
        Invocation.run(
            "pull",
            "tabletop/policy",
            "--from",
            registry.uri(),
            "--to",
            target(),
            "--config",
            folder.resolve("empty"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("commonweight: no trust anchor for tabletop/policy:")
        .endsWith("'commonweight trust add tabletop --from " + registry.uri() + "'\n");
    assertThat(registry.requests()).noneMatch(request -> request.contains("evidence"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "config.json", "model.safetensors"})
  void aFileWithOneFlippedByteLeavesNothing(String name) {
    byte[] flipped = file(name).clone();
    flipped[flipped.length - 1] ^= 1;
    registry.replace(file(name), flipped);

    Invocation refused = pull("tabletop/policy");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("sent other bytes than blob");
    assertThat(target()).doesNotExist();
  }

  @Test
  void signedWeightsThatAreNotFiniteLeaveNothing() {
    registry.serve(3, ReleaseFixture.files(3, ReleaseFixture.weights(1, Float.NaN, 3)));

    Invocation refused = pull("tabletop/policy");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.json().path("verified").asBoolean(true)).isFalse();
    assertThat(refused.err()).contains("finite: tensor layer.weight element 1 is not a finite");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aBrokenDownloadGoesOnWhereItStopped() throws IOException {
    byte[] weights = file("model.safetensors");
    registry.replace(weights, Arrays.copyOf(weights, 10));
    pull("tabletop/policy");
    Path staging = stagingFolder();
    Files.write(staging.resolve("model.safetensors.part"), Arrays.copyOf(weights, 10));
    registry.replace(weights, weights);

    Invocation pulled = pull("tabletop/policy");

    assertThat(pulled.exitCode()).isZero();
    assertThat(registry.requests())
        .contains("/v1/blobs/" + Sha256.of(weights) + " bytes=10-")
        .filteredOn(request -> request.contains(Sha256.of(file(Release.CARD)).hex()))
        .hasSize(1);
  }

  @Test
  void aRegistryThatIgnoresRangesSendsTheWholeFile() throws IOException {
    byte[] weights = file("model.safetensors");
    registry.replace(weights, Arrays.copyOf(weights, 10));
    pull("tabletop/policy");
    Files.write(stagingFolder().resolve("model.safetensors.part"), Arrays.copyOf(weights, 10));
    registry.replace(weights, weights);
    registry.ignoreRanges();

    assertThat(pull("tabletop/policy").exitCode()).isZero();
    assertThat(target().resolve("model.safetensors")).hasBinaryContent(weights);
  }

  @Test
  void aRegistryThatSendsMoreThanWasSignedIsNotHeardOut() {
    byte[] weights = file("model.safetensors");
    registry.replace(weights, Arrays.copyOf(weights, weights.length + 1));

    Invocation refused = pull("tabletop/policy");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("is longer than " + weights.length + " bytes");
    assertThat(target()).doesNotExist();
  }

  @Test
  void whatCannotBeRememberedIsNotGivenOut() throws IOException {
    Files.createDirectories(folder.resolve("config/seen/lock"));

    Invocation refused = pull("tabletop/policy");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(target()).doesNotExist();
  }

  @Test
  void anOlderReleaseIsNotPassedOffAsTheLatest() {
    assertThat(pull("tabletop/policy").exitCode()).isZero();
    SortedMap<String, byte[]> older = ReleaseFixture.files(2);
    registry.serve(2, older, grownBy(older).evidenceSince(18));

    Invocation latest = pullTo("older", "tabletop/policy");
    Invocation named = pullTo("older", "tabletop/policy@v2");

    assertThat(latest.exitCode()).isEqualTo(1);
    assertThat(latest.err())
        .contains("sequence: release 2 is older than release 3, which was seen before");
    assertThat(named.exitCode()).isZero();
  }

  @Test
  void twoReleasesOfOneNumberAreAnAlarm() {
    assertThat(pull("tabletop/policy").exitCode()).isZero();
    registry.serve(3, ReleaseFixture.files(3, ReleaseFixture.weights(4, 5, 6)));

    Invocation other = pullTo("other", "tabletop/policy@3");

    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("two different releases 3 were signed");
  }

  @Test
  void evidenceOfLongAgoIsStaleUnlessSomebodySaysOtherwise() {
    Invocation stale = pull("tabletop/policy", "--max-age", "PT1H");
    Invocation excused =
        pull(
            "tabletop/policy", "--max-age", "PT1H", "--disconnected-until", "2999-01-01T00:00:00Z");

    assertThat(stale.exitCode()).isEqualTo(1);
    assertThat(stale.err())
        .contains("freshness: stale: witnesses signed at ")
        .contains("Z, more than PT1H before ");
    assertThat(excused.exitCode()).isZero();
  }

  @Test
  void whatWasSeenOfTheLogIsAskedFor() {
    pull("tabletop/policy");
    pullTo("again", "tabletop/policy");

    assertThat(registry.queries()).containsExactly("since=18&log=registry-a.example/tabletop");
  }

  @Test
  void aCommitIsFoundByTheRegistrysWord() {
    Invocation pulled = pull("tabletop/policy@" + "c".repeat(40));

    assertThat(pulled.exitCode()).isZero();
    assertThat(pulled.err()).contains("is release 3 is only " + registry.uri() + "'s word");
  }

  @Test
  void whatIsThereIsNeverOverwritten() throws IOException {
    Files.createDirectories(target());
    Files.writeString(target().resolve("mine.txt"), "mine");

    Invocation refused = pull("tabletop/policy");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("is there already: name a new folder");
    assertThat(target().resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void aPolicyOfNoFederationIsNotAskedFor() {
    Invocation refused = pull("tabletop/other");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("keeps no federation that makes tabletop/other");
  }

  /** The log of release 3, and in it a release 2 that came after it. */
  private FixtureLog grownBy(SortedMap<String, byte[]> older) {
    Release third = federation.release(3, files);
    FixtureLog log =
        federation
            .newLog()
            .said(federation.aggregate(third), federation.aggregators(1, 2, 3))
            .said(third, federation.releasers(1, 3, 4));
    log.aggregated(
        federation.aggregate(federation.release(2, older)), federation.aggregators(1, 2, 3));
    var standing = new Release.Standing(log.size(), Release.Standing.FOUNDING.revocations());
    return log.released(federation.release(2, older, standing), federation.releasers(1, 3, 4));
  }

  private byte[] file(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }

  private Path stagingFolder() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.filter(path -> path.toString().endsWith(".part")).findFirst().orElseThrow();
    }
  }

  private Path target() {
    return folder.resolve("policy");
  }

  private String pin() {
    return "sha256:" + federation.founding().charterDigest();
  }

  private Invocation pull(String revision, Object... more) {
    return pullTo("policy", revision, more);
  }

  private Invocation pullTo(String name, String revision, Object... more) {
    List<Object> args = new ArrayList<>(List.of("pull", revision, "--json", "--trust", pin()));
    args.addAll(List.of("--from", registry.uri(), "--to", folder.resolve(name)));
    args.addAll(List.of("--config", folder.resolve("config")));
    args.addAll(List.of(more));
    return Invocation.run(args.toArray());
  }
}
