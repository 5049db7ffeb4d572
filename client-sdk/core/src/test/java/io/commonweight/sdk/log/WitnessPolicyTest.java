package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessPolicyTest {

  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey KEY = Cosigners.key(ORIGIN);
  private static final CosignerVerifyingKey LOG = KEY.verifyingKey();
  private static final Checkpoint SEVEN = new Checkpoint(ORIGIN, 7, Sha256.of(new byte[] {7}));
  private static final SignedNote NOTE = SEVEN.sign(KEY, Cosigners.NOON);
  private static final List<WitnessPolicy.Witness> WITNESSES =
      Stream.of("beta", "gamma", "delta", "epsilon").map(Cosigners::witness).toList();
  private static final WitnessPolicy THREE = new WitnessPolicy(LOG, "acme", WITNESSES, 3);

  @Test
  void enoughOrganizationsMakeACheckpointWitnessed() throws ProofException {
    Instant first = Cosigners.NOON.plusSeconds(5);
    Instant last = Cosigners.NOON.plusSeconds(60);
    SignedNote note = Cosigners.cosigned(NOTE, "delta", last);
    note = Cosigners.cosigned(note, "beta", first);
    note = Cosigners.cosigned(note, "gamma", first.plusSeconds(1));

    WitnessedCheckpoint witnessed = THREE.verify(SignedNote.parse(note.bytes()));

    assertThat(witnessed.checkpoint()).isEqualTo(SEVEN);
    assertThat(witnessed.signed()).isEqualTo(Cosigners.NOON);
    assertThat(witnessed.cosigners())
        .containsExactly(
            new WitnessedCheckpoint.Cosigner("beta", first),
            new WitnessedCheckpoint.Cosigner("gamma", first.plusSeconds(1)),
            new WitnessedCheckpoint.Cosigner("delta", last));
    assertThat(witnessed.oldest()).contains(first);
    assertThat(witnessed.newest()).contains(last);
  }

  @Test
  void tooFewOrganizationsAreSeenButRefused() throws ProofException {
    SignedNote two = Cosigners.cosigned(Cosigners.cosigned(NOTE, "beta"), "gamma");

    assertThat(THREE.open(two).organizations()).containsExactly("beta", "gamma");
    assertThatThrownBy(() -> THREE.verify(two))
        .isInstanceOf(ProofException.class)
        .hasMessage("witness policy: cosigned by [beta, gamma], 3 of 4 organizations are required");
    assertThat(THREE.open(NOTE).cosigners()).isEmpty();
    assertThat(THREE.open(NOTE).oldest()).isEmpty();
    assertThat(THREE.open(NOTE).newest()).isEmpty();
  }

  @Test
  void oneHalfOfAWitnessDoesNotCount() throws ProofException {
    SignedNote two = Cosigners.cosigned(Cosigners.cosigned(NOTE, "beta"), "gamma");
    for (NoteSignature half : SEVEN.cosign(Cosigners.witnessKey("delta"), Cosigners.NOON)) {
      SignedNote note = two.with(List.of(half, half));

      assertThat(THREE.open(note).organizations()).containsExactly("beta", "gamma");
      assertThatThrownBy(() -> THREE.verify(note)).isInstanceOf(ProofException.class);
    }
  }

  @Test
  void halvesOfTwoWitnessesDoNotMakeOne() throws ProofException {
    SignedNote note =
        NOTE.with(
            List.of(
                SEVEN.cosign(Cosigners.witnessKey("beta"), Cosigners.NOON).getFirst(),
                SEVEN.cosign(Cosigners.witnessKey("gamma"), Cosigners.NOON).getLast()));

    assertThat(THREE.open(note).cosigners()).isEmpty();
  }

  @Test
  void aWitnessThatCosignsAgainAndAgainCountsOnce() throws ProofException {
    SignedNote note = NOTE;
    for (int i = 0; i < 10; i++) {
      note = Cosigners.cosigned(note, "beta", Cosigners.NOON.plusSeconds(i));
    }

    assertThat(THREE.open(note).cosigners())
        .containsExactly(new WitnessedCheckpoint.Cosigner("beta", Cosigners.NOON));
  }

  @Test
  void theEarlierOfTwoTimesCounts() throws ProofException {
    CosignerKey beta = Cosigners.witnessKey("beta");
    SignedNote note =
        NOTE.with(
            List.of(
                SEVEN.cosign(beta, Cosigners.NOON.plusSeconds(9)).getFirst(),
                SEVEN.cosign(beta, Cosigners.NOON).getLast()));

    assertThat(THREE.open(note).oldest()).contains(Cosigners.NOON);
    assertThat(THREE.open(note).newest()).contains(Cosigners.NOON);
  }

  @Test
  void strangersDoNotCount() throws ProofException {
    SignedNote note = NOTE;
    for (String stranger : List.of("zeta", "eta", "theta")) {
      note = Cosigners.cosigned(note, stranger);
    }

    assertThat(THREE.open(note).cosigners()).isEmpty();
  }

  @Test
  void oneWrongLineOfAWitnessRefusesTheNote() throws ProofException {
    SignedNote all = NOTE;
    for (WitnessPolicy.Witness witness : WITNESSES.subList(0, 3)) {
      all = Cosigners.cosigned(all, witness.organization());
    }
    Checkpoint eight = new Checkpoint(ORIGIN, 8, SEVEN.root());
    for (NoteSignature wrong : eight.cosign(Cosigners.witnessKey("epsilon"), Cosigners.NOON)) {
      SignedNote note = all.with(List.of(wrong));

      assertThatThrownBy(() -> THREE.verify(note))
          .hasMessageStartingWith("verify note: wrong signature of witness.epsilon.example+");
    }
  }

  @Test
  void witnessesDoNotReplaceTheLog() throws ProofException {
    SignedNote all = new SignedNote(SEVEN.text(), NOTE.signatures().subList(0, 1));
    for (WitnessPolicy.Witness witness : WITNESSES) {
      all = Cosigners.cosigned(all, witness.organization());
    }
    SignedNote half = all;
    SignedNote missing =
        new SignedNote(SEVEN.text(), all.signatures().subList(1, all.signatures().size()));

    for (SignedNote note : List.of(half, missing)) {
      assertThatThrownBy(() -> THREE.verify(note))
          .hasMessageStartingWith("log signature: not both lines of log.example/federation");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 5, Integer.MAX_VALUE})
  void aThresholdOfNoneOrOfMoreThanThereAreIsRefused(int required) {
    assertThatThrownBy(() -> new WitnessPolicy(LOG, "acme", WITNESSES, required))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(required + " of 4 witnesses cannot be required");
  }

  @Test
  void aPolicyWithoutWitnessesIsRefused() {
    assertThatThrownBy(() -> new WitnessPolicy(LOG, "acme", List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anOrganizationWithTwoWitnessesIsRefused() {
    var second =
        new WitnessPolicy.Witness("beta", Cosigners.key("other.beta.example").verifyingKey());

    assertRefused(second, "organization beta occurs twice");
  }

  @Test
  void theLogsOperatorIsNoWitness() {
    assertRefused(Cosigners.witness("acme"), "organization acme occurs twice");
  }

  @Test
  void aKeyUnderTwoNamesIsRefused() {
    CosignerVerifyingKey beta = Cosigners.witnessKey("beta").verifyingKey();
    CosignerVerifyingKey own = Cosigners.witnessKey("zeta").verifyingKey();
    for (CosignerVerifyingKey other : List.of(beta, LOG)) {
      for (CosignerVerifyingKey key :
          List.of(
              new CosignerVerifyingKey("zeta", other.ed25519(), own.mlDsa44()),
              new CosignerVerifyingKey("zeta", own.ed25519(), other.mlDsa44()))) {
        assertThatThrownBy(() -> with(new WitnessPolicy.Witness("zeta", key)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("key ")
            .hasMessageEndingWith(" occurs twice");
      }
    }
  }

  @Test
  void aNameOfTwoKeysIsRefused() {
    for (String name : List.of("witness.beta.example", ORIGIN)) {
      CosignerVerifyingKey own = Cosigners.witnessKey("zeta").verifyingKey();
      var key = new CosignerVerifyingKey(name, own.ed25519(), own.mlDsa44());

      assertRefused(new WitnessPolicy.Witness("zeta", key), "name " + name + " occurs twice");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Beta", "be ta", "-beta", "beta-", "beta.example", "bèta", "beta\n"})
  void whatIsNoOrganizationsNameIsRefused(String organization) {
    assertThatThrownBy(() -> new WitnessPolicy.Witness(organization, WITNESSES.getFirst().key()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLinesOfFiftyOrganizationsFitIntoOneNote() throws ProofException {
    List<String> names = IntStream.range(0, 49).mapToObj(i -> "org-" + i).toList();
    var policy =
        new WitnessPolicy(LOG, "acme", names.stream().map(Cosigners::witness).toList(), 33);
    SignedNote note = NOTE;
    for (String name : names) {
      note = Cosigners.cosigned(note, name);
    }

    WitnessedCheckpoint witnessed = policy.verify(SignedNote.parse(note.bytes()));
    assertThat(witnessed.organizations()).isEqualTo(names);
    assertThat(note.signatures()).hasSize(100);
    List<WitnessPolicy.Witness> fifty = new ArrayList<>(policy.witnesses());
    fifty.add(Cosigners.witness("org-49"));
    assertThatThrownBy(() -> new WitnessPolicy(LOG, "acme", fifty, 33))
        .hasMessage("50 witnesses, at most 49 fit");
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  /** Whatever lines are there: it counts who has both, and only if the log has. */
  @ParameterizedTest
  @MethodSource("seeds")
  void exactlyThoseWithBothLinesCount(long seed) throws ProofException {
    var random = new Random(seed);
    List<NoteSignature> lines = new ArrayList<>(NOTE.signatures());
    List<String> expected = new ArrayList<>();
    for (WitnessPolicy.Witness witness : WITNESSES) {
      List<NoteSignature> both =
          SEVEN.cosign(Cosigners.witnessKey(witness.organization()), Cosigners.NOON);
      List<NoteSignature> some = both.stream().filter(l -> random.nextInt(4) > 0).toList();
      lines.addAll(some);
      if (some.size() == 2) {
        expected.add(witness.organization());
      }
    }
    Collections.shuffle(lines, random);
    SignedNote note = new SignedNote(SEVEN.text(), lines);

    assertThat(THREE.open(note).organizations()).isEqualTo(expected);
    TlogPolicy foreign = TlogPolicy.parse(TlogPolicy.of(THREE).bytes());
    if (expected.size() >= 3) {
      assertThat(THREE.verify(note).checkpoint()).isEqualTo(foreign.verify(note));
    } else {
      assertThatThrownBy(() -> THREE.verify(note)).isInstanceOf(ProofException.class);
      assertThatThrownBy(() -> foreign.verify(note)).isInstanceOf(ProofException.class);
    }
  }

  private static void assertRefused(WitnessPolicy.Witness added, String message) {
    assertThatThrownBy(() -> with(added))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static WitnessPolicy with(WitnessPolicy.Witness added) {
    return new WitnessPolicy(
        LOG, "acme", Stream.concat(WITNESSES.stream(), Stream.of(added)).toList(), 3);
  }
}
