package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.foreign.ForeignProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The npm packages {@code @noble} verify all four lines of a witnessed checkpoint. */
class NobleCosignatureTest {

  private static final CosignerKey LOG = Cosigners.key("log.example/federation");
  private static final CosignerKey WITNESS = Cosigners.witnessKey("bêta");
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(LOG.name(), 1_234_567_890_123L, Bytes.utf8("root").sha256());
  private static final SignedNote NOTE =
      CHECKPOINT.sign(LOG, Cosigners.NOON).with(CHECKPOINT.cosign(WITNESS, Cosigners.NOON));

  /** In the order of the note's lines. */
  private static final List<NoteKey> KEYS =
      Stream.of(LOG.verifyingKey().logKeys(), WITNESS.verifyingKey().witnessKeys())
          .flatMap(List::stream)
          .toList();

  @TempDir private Path folder;

  @Test
  void everyLineIsValid() throws IOException {
    assertThat(judged(NOTE)).isEqualTo(verdicts(Collections.nCopies(4, "valid")));
  }

  @Test
  void noLineIsValidForAnotherTree() throws IOException {
    for (Checkpoint other :
        List.of(
            new Checkpoint(LOG.name(), CHECKPOINT.size() + 1, CHECKPOINT.root()),
            new Checkpoint(LOG.name(), CHECKPOINT.size(), Bytes.utf8("toor").sha256()))) {
      assertThat(judged(new SignedNote(other.text(), NOTE.signatures())))
          .isEqualTo(verdicts(Collections.nCopies(4, "invalid")));
    }
  }

  /** Places in the signature, which begins with the time where there is one. */
  @ParameterizedTest
  @CsvSource({"0,63", "1,7", "1,8", "1,2427", "2,7", "2,71", "3,2427"})
  void aFlippedByteMakesItsLineInvalid(int line, int place) throws IOException {
    List<String> expected = new ArrayList<>(Collections.nCopies(4, "valid"));
    expected.set(line, "invalid");
    List<NoteSignature> signatures = new ArrayList<>(NOTE.signatures());
    signatures.set(line, flipped(signatures.get(line), place));

    assertThat(judged(new SignedNote(NOTE.text(), signatures))).isEqualTo(verdicts(expected));
  }

  private static NoteSignature flipped(NoteSignature signature, int place) {
    byte[] idAndSignature = Base64.getDecoder().decode(signature.base64());
    idAndSignature[NoteKey.ID_BYTES + place] ^= 1;
    return new NoteSignature(signature.name(), Base64.getEncoder().encodeToString(idAndSignature));
  }

  private static String verdicts(List<String> verdicts) {
    var lines = new StringBuilder();
    for (int i = 0; i < verdicts.size(); i++) {
      NoteKey key = KEYS.get(i);
      lines.append("%s %d %s\n".formatted(key.name(), key.type().id(), verdicts.get(i)));
    }
    return lines.toString();
  }

  private String judged(SignedNote note) throws IOException {
    Files.write(folder.resolve("note"), note.bytes());
    List<String> arguments = new ArrayList<>(List.of("note"));
    KEYS.forEach(key -> arguments.add(key.vkey()));
    return ForeignProgram.node("note.mjs", "@noble/curves", "@noble/post-quantum")
        .output(folder, arguments.toArray(String[]::new));
  }
}
