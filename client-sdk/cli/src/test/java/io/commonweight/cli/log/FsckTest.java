package io.commonweight.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.MovedCharter;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.CosignerVerifyingKey;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsckTest {
  private static final CosignerKey KEY = FederationFixture.logKey();
  private static final CosignerKey SECOND = MovedCharter.logKey("registry-b.example/f", 2);
  private static final HybridKey HOSTILE = FederationFixture.key("hostile");
  private static final CosignerKey WITNESS = FederationFixture.witnessKey(2);

  private final FederationFixture federation = new FederationFixture(4);
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 700, 66_000})
  void logOfAnySizeIsDerivedAnew(int size) throws IOException {
    log().append(0, numbered(0, size));

    Invocation check = Invocation.run("log", "fsck", folder, "--json");

    assertThat(check.exitCode()).isZero();
    assertThat(check.json().path("size").asInt()).isEqualTo(size);
    assertThat(check.json().path("signed").asBoolean(true)).isFalse();
  }

  @Test
  void partialTileThatBecameFullMayBeGone() throws IOException {
    log().append(0, numbered(0, 300));
    log().append(300, numbered(300, 700));
    Files.delete(folder.resolve(new TilePath.Entries(1, 44).path()));

    assertThat(Invocation.run("log", "fsck", folder).exitCode()).isZero();
  }

  @Test
  void changedEntryIsNamed() throws IOException {
    log().append(0, numbered(0, 300));
    var path = new TilePath.Entries(1, 44);
    byte[] bundle = log().tile(path);
    bundle[bundle.length - 1] ^= 1;
    log().write(path, bundle);

    assertBad("tile/0/001.p/44", "entry 299 has another hash");
  }

  @Test
  void changedHashOfAnUpperLevelIsNamed() throws IOException {
    log().append(0, numbered(0, 600));
    var path = new TilePath.Hashes(1, 0, 2);
    byte[] tile = log().tile(path);
    tile[40] ^= 1;
    log().write(path, tile);

    assertBad("tile/1/000.p/2", "hash 1 is not that of the tile below it");
  }

  @Test
  void missingTileIsNamed() throws IOException {
    log().append(0, numbered(0, 600));
    Files.delete(folder.resolve("tile/0/001"));

    assertBad("tile/0/001", "is missing");
  }

  @Test
  void cutOffTilesAreNamed() throws IOException {
    log().append(0, numbered(0, 5));
    log().write(new TilePath.Hashes(0, 0, 5), new byte[33]);
    assertBad("tile/0/000.p/5", "has 33 bytes, not 5 hashes");

    log().write(new TilePath.Entries(0, 5), new byte[] {0, 9});
    assertBad("tile/entries/000.p/5", "an entry is cut off");

    log().write(new TilePath.Entries(0, 5), new byte[] {0, 0});
    assertBad("tile/entries/000.p/5", "holds 1 entries, not 5");
  }

  @Test
  void checkpointOfAnotherLogIsNotMadeByTheEntries() throws IOException {
    log().append(0, numbered(1, 6));
    byte[] other = Files.readAllBytes(folder.resolve(LogFiles.CHECKPOINT));
    log().append(0, numbered(0, 5));
    Files.write(folder.resolve(LogFiles.CHECKPOINT), other);

    assertBad("root", "the log signed");
  }

  @Test
  void bothKeysOfTheLogMustHaveSigned() throws IOException {
    SignedNote note = log().append(0, numbered(0, 5));
    assertThat(withKeys(KEY.verifyingKey()).exitCode()).isZero();
    assertThat(withKeys(KEY.verifyingKey()).json().path("signed").asBoolean()).isTrue();

    var half = new SignedNote(note.text(), note.signatures().subList(0, 1));
    Files.write(folder.resolve(LogFiles.CHECKPOINT), half.bytes());
    Invocation check = withKeys(KEY.verifyingKey());

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.json().path("at").asText()).isEqualTo("log signature");
  }

  @Test
  void foundingDocumentsTellWitnessesAndRights() throws IOException {
    federation.founding().store(folder.resolve("founding"));
    log().append(0, charterVotes(), WITNESS);

    Invocation check = withFounding();

    assertThat(check.exitCode()).isZero();
    assertThat(check.json().path("witnesses").toString()).isEqualTo("[\"org-2\"]");
    assertThat(check.json().path("judged").asBoolean()).isTrue();
  }

  @Test
  void entryWithoutARightToBeThereIsNamed() throws IOException {
    federation.founding().store(folder.resolve("founding"));
    var release = FederationFixture.digest("r");
    var evaluation = new Evaluation(release, release, "tabletop", "own", 1, 2);
    List<byte[]> entries = new ArrayList<>(charterVotes());
    entries.add(FederationFixture.sign(evaluation, FederationFixture.nodeKey(1)).encode());
    log().append(0, entries);

    Invocation check = withFounding();

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.json().path("at").asText()).isEqualTo("entry 3");
  }

  @Test
  void logThatFollowsAnotherIsJudgedWithThat() throws IOException {
    SignedNote last = moved();

    Invocation check = fsckSecond();

    assertThat(check.json().path("problem").asText()).isEmpty();
    assertThat(check.exitCode()).isZero();
    assertThat(check.json().path("judged").asBoolean()).isTrue();
    assertThat(check.json().path("charter").asInt()).isEqualTo(2);
    assertThat(check.json().path("size").asInt()).isEqualTo(1 + 3);
    assertThat(last.signatures()).hasSize(2 + 3 * 2);
  }

  @Test
  void entriesBehindTheCutDoNotCount() throws IOException {
    moved();
    var stray = FederationFixture.sign(FederationFixture.delegations(1).getFirst(), HOSTILE);
    log("first", KEY).append(3, List.of(stray.encode()));

    assertThat(fsckSecond().exitCode()).isZero();
  }

  @Test
  void logThatFollowsAnotherHistoryIsNamed() throws IOException {
    moved();
    log("first", KEY).append(0, numbered(0, 3));

    Invocation check = fsckSecond();

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.json().path("at").asText()).isEqualTo("entry 0");
  }

  @Test
  void logThatWasNeverRatifiedIsNamed() throws IOException {
    SignedNote last = moved();
    log("second", SECOND).append(0, List.of(last.bytes()));

    Invocation check = fsckSecond();

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.json().path("problem").asText()).contains("not ratified yet");
  }

  @Test
  void folderWithoutALogIsOneLine() {
    Invocation check = Invocation.run("log", "fsck", folder);

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.err()).contains("has no checkpoint").hasLineCount(1);
  }

  private StoredLog log() {
    return new StoredLog(folder, KEY);
  }

  private List<byte[]> charterVotes() {
    return votes(federation.founding());
  }

  private static List<byte[]> votes(Founding charter) {
    return IntStream.rangeClosed(1, 3)
        .mapToObj(FederationFixture::rootKey)
        .map(key -> FederationFixture.sign(charter.charter(), key).encode())
        .toList();
  }

  private StoredLog log(String name, CosignerKey key) {
    return new StoredLog(folder.resolve(name), key);
  }

  /** A federation that left its first log after the charter's votes. */
  private SignedNote moved() throws IOException {
    Files.createDirectories(folder.resolve("first"));
    Files.createDirectories(folder.resolve("second"));
    SignedNote last =
        log("first", KEY)
            .append(
                0,
                charterVotes(),
                FederationFixture.witnessKey(2),
                FederationFixture.witnessKey(3),
                FederationFixture.witnessKey(4));
    Founding next = MovedCharter.after(federation.founding(), SECOND.name(), cut(last));
    federation.founding().store(folder.resolve("founding"));
    next.store(folder.resolve("charter-2"));
    List<byte[]> entries = new ArrayList<>(List.of(last.bytes()));
    entries.addAll(votes(next));
    log("second", SECOND).append(0, entries);
    return last;
  }

  private static Cut cut(SignedNote last) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(last.text());
      return new Cut(checkpoint.size(), checkpoint.root());
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  private Invocation fsckSecond() {
    return Invocation.run(
        "log",
        "fsck",
        folder.resolve("second"),
        "--json",
        "--before",
        folder.resolve("first"),
        "--founding",
        folder.resolve("founding"),
        "--founding",
        folder.resolve("charter-2"));
  }

  private Invocation withFounding() {
    return Invocation.run(
        "log", "fsck", folder, "--json", "--founding", folder.resolve("founding"));
  }

  private Invocation withKeys(CosignerVerifyingKey key) {
    return Invocation.run(
        "log",
        "fsck",
        folder,
        "--json",
        "--key",
        key.logKeys().getFirst().vkey(),
        "--key",
        key.logKeys().getLast().vkey());
  }

  private void assertBad(String at, String problem) {
    Invocation check = Invocation.run("log", "fsck", folder, "--json");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.json().path("at").asText()).isEqualTo(at);
    assertThat(check.json().path("problem").asText()).contains(problem);
  }

  private static List<byte[]> numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
