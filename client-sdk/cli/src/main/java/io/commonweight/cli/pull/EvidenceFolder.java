package io.commonweight.cli.pull;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.CharterEvidence;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LogSequence;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TlogPolicy;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.VerifiedRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept beside the files of a release so that they can be verified offline. Nothing in it is
 * an anchor.
 *
 * @param directory {@value #NAME} in the release's folder
 */
record EvidenceFolder(Path directory) {
  private static final String NAME = ".commonweight";
  private static final String EVIDENCE = "evidence.json";

  static EvidenceFolder in(Path release) {
    return new EvidenceFolder(release.resolve(NAME));
  }

  boolean isThere() {
    return Files.isRegularFile(directory.resolve(EVIDENCE)); // a pipe could be read for ever
  }

  byte[] read() throws IOException {
    return read(directory.resolve(EVIDENCE));
  }

  /** Evidence in a file; of a larger one than is ever read, a byte too many. */
  static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(Evidence.MAX_BYTES + 1);
    }
  }

  /**
   * Writes evidence, and its parts for tools that know nothing of it: the charter in force and its
   * keys, the release's envelope, the tlog-proof of its first signer's entry if that is in the
   * newest log, and the log and witnesses as a tlog-policy.
   *
   * @param json verified evidence
   */
  void write(byte[] json) throws IOException {
    Evidence evidence = Evidence.parse(json);
    Files.createDirectories(directory);
    Files.write(directory.resolve(EVIDENCE), json);
    Files.write(directory.resolve("release.dsse.json"), evidence.release().encode());
    try {
      Founding inForce = inForce(evidence);
      inForce.store(directory);
      Optional<LogProof> proof = evidence.releaseProof(logStart(evidence));
      if (proof.isPresent()) {
        Files.write(directory.resolve("release.tlog-proof"), proof.get().bytes());
      }
      Files.write(
          directory.resolve("log.tlog-policy"), TlogPolicy.of(inForce.witnessPolicy()).bytes());
    } catch (ProofException | JsonException e) {
      throw new IllegalStateException("verified evidence is malformed", e);
    }
  }

  /**
   * The bundles of a release.
   *
   * @param json evidence that shows it to be genuine
   */
  Bundles bundles(byte[] json, VerifiedRelease verified) throws IOException {
    try {
      return new Bundles(directory.resolve("bundles"), inForce(Evidence.parse(json)), verified);
    } catch (JsonException e) {
      throw new IllegalStateException("verified evidence is malformed", e);
    }
  }

  private static long logStart(Evidence evidence) throws JsonException, ProofException {
    List<Charter> charters = new ArrayList<>();
    for (CharterEvidence charter : evidence.charters()) {
      if (Statement.parse(charter.envelope()).predicate() instanceof Charter statement) {
        charters.add(statement);
      }
    }
    SignedNote note = SignedNote.parse(evidence.checkpoint().getBytes(StandardCharsets.UTF_8));
    return LogSequence.of(charters, Checkpoint.parse(note.text())).newest().start();
  }

  private static Founding inForce(Evidence evidence) throws JsonException {
    CharterEvidence newest = evidence.charters().getLast();
    return Founding.of(newest.envelope().payload().toArray(), newest.keys().encode());
  }
}
