package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Objects;

/** Whatever the log's parsers accept is written back byte for byte; all else is refused. */
class LogFuzzTest {

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
  void tilePathsAndKeysComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      require(TilePath.parse(text).path().equals(text));
    } catch (ProofException e) {
      require(!e.step().isEmpty());
    }
    try {
      require(Objects.equals(NoteKey.parse(text).vkey(), text));
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
