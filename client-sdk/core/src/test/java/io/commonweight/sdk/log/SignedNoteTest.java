package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

  /** The example of C2SP signed-note v1.0.0. */
  private static final String VKEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  private static final String NOTE =
      """
      This is an example message.

      — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  private static final String LINE = NOTE.substring(NOTE.indexOf('\u2014'));
  private static final SigningKey KEY = SigningKey.ofSeed(Algorithm.ED25519, new byte[32]);
  private static final SigningKey OTHER =
      SigningKey.ofSeed(Algorithm.ED25519, "another seed of thirty-two bytes".getBytes(UTF_8));

  @Test
  void theSpecificationsNoteVerifies() throws ProofException {
    SignedNote note = SignedNote.parse(NOTE.getBytes(UTF_8));
    NoteKey key = NoteKey.parse(VKEY);

    assertThat(note.verify(List.of(key)))
        .containsExactly(new VerifiedSignature(key, Optional.empty()));
    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(note.encode()).isEqualTo(NOTE);
  }

  @Test
  void signedNotesParseAndVerify() throws ProofException {
    SignedNote note = SignedNote.sign("a\n\nb\n\n", "log.example", KEY);

    SignedNote parsed = SignedNote.parse(note.bytes());
    assertThat(parsed).isEqualTo(note);
    assertThat(signers(parsed, key("log.example", KEY))).containsExactly(key("log.example", KEY));
  }

  @Test
  void unknownSignersAreIgnoredAndRepeatedOnesCountOnce() throws ProofException {
    SignedNote note = SignedNote.sign("text\n", "one", KEY);
    NoteSignature other = NoteSignature.of("text\n", "two", OTHER);
    SignedNote all = note.with(List.of(other, other, note.signatures().getFirst()));

    assertThat(signers(all, key("two", OTHER))).containsExactly(key("two", OTHER));
    assertThat(signers(all, key("two", OTHER), key("one", KEY)))
        .containsExactly(key("one", KEY), key("two", OTHER));
    assertThatThrownBy(() -> note.verify(List.of(key("two", OTHER))))
        .isInstanceOf(ProofException.class)
        .hasMessageStartingWith("verify note: signed by none of");
  }

  @Test
  void aKeyIsKnownByItsNameAndIdTogether() {
    SignedNote note = SignedNote.sign("text\n", "one", KEY);
    NoteSignature line = note.signatures().getFirst();
    SignedNote renamed = new SignedNote("text\n", List.of(new NoteSignature("two", line.base64())));

    for (NoteKey unknown : List.of(key("two", KEY), key("one", OTHER), key("one", KEY))) {
      assertThatThrownBy(() -> renamed.verify(List.of(unknown)))
          .hasMessageStartingWith("verify note: signed by none of");
    }
  }

  @Test
  void aRepeatedSignatureOfAKnownKeyIsNotLookedAt() throws ProofException {
    SignedNote note = SignedNote.sign("text\n", "one", KEY);
    NoteSignature wrong = NoteSignature.of("another\n", "one", KEY);

    assertThat(signers(note.with(List.of(wrong)), key("one", KEY))).hasSize(1);
    SignedNote wrongFirst = new SignedNote("text\n", List.of(wrong)).with(note.signatures());
    assertThatThrownBy(() -> wrongFirst.verify(List.of(key("one", KEY))))
        .hasMessageStartingWith("verify note: wrong signature of one+");
  }

  @Test
  void aKnownKeysWrongSignatureRefusesTheWholeNote() {
    SignedNote wrong =
        new SignedNote(
            "text\n",
            List.of(
                NoteSignature.of("text\n", "two", OTHER),
                NoteSignature.of("another\n", "one", KEY)));

    assertThatThrownBy(() -> wrong.verify(List.of(key("one", KEY), key("two", OTHER))))
        .isInstanceOf(ProofException.class)
        .hasMessageStartingWith("verify note: wrong signature of one+");
  }

  @Test
  void aKnownKeysSignatureOfAnotherLengthRefusesTheWholeNote() {
    NoteSignature line = SignedNote.sign("text\n", "one", KEY).signatures().getFirst();
    for (int bytes : List.of(1, 63, 65, 2420)) {
      byte[] signature = Arrays.copyOf(line.signature(), bytes);
      SignedNote note =
          new SignedNote("text\n", List.of(NoteSignature.of(key("one", KEY), signature)));

      assertThatThrownBy(() -> note.verify(List.of(key("one", KEY))))
          .hasMessageStartingWith("verify note: wrong signature of one+");
    }
  }

  @Test
  void aHundredSignaturesAreRead() throws ProofException {
    byte[] hundred = ("text\n\n" + LINE.repeat(100)).getBytes(UTF_8);
    assertThat(SignedNote.parse(hundred).signatures()).hasSize(100);

    assertRefused("text\n\n" + LINE.repeat(101));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\nLINE",
        "text\n\n\n",
        "text\n\n— name\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— a b AAAAAAA=\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— name AAAAAAA\n",
        "text\n\n— name AAAAAAA=",
        "text\n\n— name AAAAAAA=\r\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n— na\u00a0me AAAAAAA=\n",
        "text\n\n— na\u0085me AAAAAAA=\n",
        "te\u0000xt\n\n— name AAAAAAA=\n",
        "te\txt\n\n— name AAAAAAA=\n",
        "text\r\n\n— name AAAAAAA=\n"
      })
  void malformedNotesAreRefused(String note) {
    assertRefused(note);
  }

  @Test
  void theRefusedNotesDifferFromAGoodOne() throws ProofException {
    String good = "text\n\n— name AAAAAAA=\n";
    assertThat(SignedNote.parse(good.getBytes(UTF_8)).encode()).isEqualTo(good);
  }

  @Test
  void bytesThatAreNotUtf8AndNotesThatAreTooLongAreRefused() {
    byte[] invalid = "text\n\n— name AAAAAAA=\n".getBytes(UTF_8);
    invalid[0] = (byte) 0xff;

    assertThatThrownBy(() -> SignedNote.parse(invalid)).hasMessage("parse note: not UTF-8");
    assertThatThrownBy(() -> SignedNote.parse(new byte[1_000_001]))
        .hasMessage("parse note: 1000001 bytes, at most 1000000 are read");
  }

  @Test
  void textsThatCannotBeReadBackAreNotSigned() {
    for (String text : List.of("", "no line feed", "tab\t\n", "surrogate \ud800\n")) {
      assertThatThrownBy(() -> SignedNote.sign(text, "name", KEY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<NoteKey> signers(SignedNote note, NoteKey... known) throws ProofException {
    return note.verify(List.of(known)).stream().map(VerifiedSignature::key).toList();
  }

  private static NoteKey key(String name, SigningKey key) {
    return new NoteKey(name, SignatureType.ED25519, key.verifyingKey());
  }

  private static void assertRefused(String note) {
    assertThatThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8)))
        .isInstanceOf(ProofException.class);
  }
}
