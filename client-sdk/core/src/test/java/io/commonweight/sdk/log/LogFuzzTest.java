package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Whatever the log's parsers accept is written back byte for byte; all else is refused. */
class LogFuzzTest {

  private static final WitnessPolicy POLICY =
      new WitnessPolicy(
          Cosigners.key("log.example").verifyingKey(),
          "acme",
          List.of(Cosigners.witness("beta")),
          1);

  @FuzzTest
  void notesComeBack(byte[] data) {
    try {
      require(Arrays.equals(SignedNote.parse(data).bytes(), data));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void checkpointsComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      require(Checkpoint.parse(text).text().equals(text));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void receiptsComeBack(byte[] data) {
    try {
      require(Arrays.equals(LogProof.parse(data).bytes(), data));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void tilePathsComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      require(TilePath.parse(text).path().equals(text));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void verifierKeysComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      require(Objects.equals(NoteKey.parse(text).vkey(), text));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void signatureLinesComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      require(NoteSignature.parse(text).line().equals(text));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  /** A policy has comments and loose spaces: it comes back once it is in its one form. */
  @FuzzTest
  void policiesComeBack(byte[] data) {
    try {
      TlogPolicy policy = TlogPolicy.parse(data);
      require(TlogPolicy.parse(policy.bytes()).equals(policy));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void equivocationsComeBack(byte[] data) {
    try {
      require(Arrays.equals(Equivocation.parse(data).bytes(), data));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void inconsistenciesComeBack(byte[] data) {
    try {
      require(Arrays.equals(Inconsistency.parse(data).bytes(), data));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  /** Whatever lines stand under a checkpoint, none of them is a known key's. */
  @FuzzTest
  void nobodyIsCountedWhoHasNotSigned(byte[] data) {
    try {
      SignedNote note = SignedNote.parse(data);
      POLICY.open(note);
      require(false);
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  @FuzzTest
  void bundlesComeBack(byte[] data) {
    try {
      require(Arrays.equals(EntryBundle.encode(EntryBundle.decode(data)), data));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("parsed and encoded differ");
    }
  }
}
