package io.commonweight.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.Equivocation;
import io.commonweight.sdk.log.Inconsistency;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
  private static final Instant TIME = Instant.parse("2026-11-20T12:00:00Z");
  private static final CosignerKey KEY = FederationFixture.logKey();
  private static final Sha256 LEFT = Sha256.of(new byte[] {1});
  private static final Sha256 RIGHT = Sha256.of(new byte[] {2});

  @TempDir private Path folder;

  @BeforeEach
  void store() throws IOException {
    new FederationFixture(4).founding().store(folder.resolve("founding"));
  }

  @Test
  void twoRootsConvictTheLogAndTheWitnessOfBoth() throws IOException {
    SignedNote one = note(KEY, 7, LEFT, 2, 3);
    SignedNote other = note(KEY, 7, RIGHT, 3, 4);

    Invocation verdict = evidence(new Equivocation(one, other).bytes(), "--json");

    assertThat(verdict.exitCode()).isZero();
    assertThat(verdict.json().path("proven").asBoolean()).isTrue();
    assertThat(verdict.json().path("kind").asText()).isEqualTo("equivocation");
    assertThat(verdict.json().path("size").asInt()).isEqualTo(7);
    assertThat(verdict.json().path("cosignedBoth").toString()).isEqualTo("[\"org-3\"]");
  }

  @Test
  void wordsSayWhatIsProven() throws IOException {
    SignedNote one = note(KEY, 7, LEFT);
    SignedNote other = note(KEY, 7, RIGHT);

    Invocation verdict = evidence(new Equivocation(one, other).bytes());

    assertThat(verdict.out())
        .contains(FederationFixture.ORIGIN + " has shown two histories.")
        .contains("first 7 entries: " + LEFT)
        .contains("No known witness has cosigned both.");
  }

  @Test
  void anotherBeginningConvictsTheLog() throws IOException {
    Sha256 root = MerkleTree.nodeHash(LEFT, RIGHT);
    var evidence =
        new Inconsistency(
            LEFT, new ConsistencyProof(List.of(RIGHT)), note(KEY, 1, RIGHT), note(KEY, 2, root));

    Invocation verdict = evidence(evidence.bytes(), "--json");

    assertThat(verdict.exitCode()).isZero();
    assertThat(verdict.json().path("kind").asText()).isEqualTo("inconsistency");
    assertThat(verdict.json().path("laterSize").asInt()).isEqualTo(2);
    assertThat(evidence(evidence.bytes()).out())
        .contains("its log of 2 does not begin with that of 1");
  }

  @Test
  void forgedNoteProvesNothing() throws IOException {
    CosignerKey forger = FederationFixture.cosigner(KEY.name(), "forger");
    var evidence = new Equivocation(note(KEY, 7, LEFT), note(forger, 7, RIGHT));

    Invocation verdict = evidence(evidence.bytes(), "--json");

    assertThat(verdict.exitCode()).isEqualTo(1);
    assertThat(verdict.json().path("proven").asBoolean(true)).isFalse();
  }

  @Test
  void verifierKeysDoInPlaceOfDocuments() throws IOException {
    Path file = folder.resolve("fork.txt");
    Files.write(file, new Equivocation(note(KEY, 7, LEFT), note(KEY, 7, RIGHT)).bytes());
    var keys = KEY.verifyingKey().logKeys();

    Invocation both =
        Invocation.run(
            "log",
            "evidence",
            file,
            "--key",
            keys.getFirst().vkey(),
            "--key",
            keys.getLast().vkey());
    Invocation half = Invocation.run("log", "evidence", file, "--key", keys.getFirst().vkey());
    Invocation none = Invocation.run("log", "evidence", file);

    assertThat(both.exitCode()).isZero();
    assertThat(half.exitCode()).isEqualTo(1);
    assertThat(half.err()).contains("give both with --key");
    assertThat(none.exitCode()).isEqualTo(2);
  }

  private Invocation evidence(byte[] content, String... options) throws IOException {
    Path file = folder.resolve("fork.txt");
    Files.write(file, content);
    var args =
        new ArrayList<Object>(
            List.of("log", "evidence", file, "--founding", folder.resolve("founding")));
    args.addAll(List.of(options));
    return Invocation.run(args.toArray());
  }

  private static SignedNote note(CosignerKey key, long size, Sha256 root, int... witnesses) {
    var checkpoint = new Checkpoint(key.name(), size, root);
    SignedNote note = checkpoint.sign(key, TIME);
    for (int i : witnesses) {
      note = note.with(checkpoint.cosign(FederationFixture.witnessKey(i), TIME));
    }
    return note;
  }
}
