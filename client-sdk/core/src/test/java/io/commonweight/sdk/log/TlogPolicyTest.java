package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlogPolicyTest {

  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey KEY = Cosigners.key(ORIGIN);
  private static final Checkpoint SEVEN = new Checkpoint(ORIGIN, 7, Sha256.of(new byte[] {7}));
  private static final SignedNote NOTE = SEVEN.sign(KEY, Cosigners.NOON);
  private static final Pattern VARIABLE = Pattern.compile("<(log|ed|ml) ?([a-z]*)>");

  /** The example of C2SP tlog-policy: two of three, and one of three others. */
  private static final String EXAMPLE =
      """
      # who must have seen it
      log <log> https://log.example/

      witness X1 <ed xa>
      witness\tX2 \t <ed xb> https://x2.example
        witness X3 <ml xc>
      group X-witnesses 2 X1 X2 X3
      witness Y1 <ed ya>
      witness Y2 <ed yb>
      witness Y3 <ed yc>
        # others
      group Y-witnesses any Y1 Y2 Y3
      group X-and-Y all X-witnesses Y-witnesses
      quorum X-and-Y
      """;

  @Test
  void theSpecificationsExampleIsRead() throws ProofException {
    TlogPolicy policy = parse(EXAMPLE);

    assertThat(policy.logs())
        .containsExactly(
            new TlogPolicy.Log(
                KEY.verifyingKey().logKeys().getFirst(), Optional.of("https://log.example/")));
    assertThat(policy.witnesses())
        .extracting(TlogPolicy.Witness::name)
        .containsExactly("X1", "X2", "X3", "Y1", "Y2", "Y3");
    assertThat(policy.groups())
        .containsExactly(
            new TlogPolicy.Group("X-witnesses", 2, List.of("X1", "X2", "X3")),
            new TlogPolicy.Group("Y-witnesses", 1, List.of("Y1", "Y2", "Y3")),
            new TlogPolicy.Group("X-and-Y", 2, List.of("X-witnesses", "Y-witnesses")));
    assertThat(policy.quorum()).isEqualTo("X-and-Y");
    assertThat(TlogPolicy.parse(policy.bytes())).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource({
    "xa xb ya, true",
    "xa xb xc ya yb yc, true",
    "xb xc yc, true",
    "xa xb, false",
    "xa ya yb yc, false",
    "ya, false",
    "'', false"
  })
  void theExampleIsMetByTwoOfTheOnesAndOneOfTheOthers(String who, boolean met)
      throws ProofException {
    SignedNote note = NOTE;
    for (String witness : who.split(" ", -1)) {
      note = witness.isEmpty() ? note : Cosigners.cosigned(note, witness);
    }
    SignedNote cosigned = note;
    TlogPolicy policy = parse(EXAMPLE);

    if (met) {
      assertThat(policy.verify(cosigned)).isEqualTo(SEVEN);
    } else {
      assertThatThrownBy(() -> policy.verify(cosigned))
          .hasMessage("witness policy: the quorum X-and-Y has not cosigned");
    }
  }

  @Test
  void ourPolicyIsWrittenForForeignTools() throws ProofException {
    TlogPolicy policy =
        TlogPolicy.of(
            new WitnessPolicy(
                KEY.verifyingKey(),
                "acme",
                Stream.of("beta", "gamma", "delta").map(Cosigners::witness).toList(),
                2));

    assertThat(policy.encode())
        .isEqualTo(
            filled(
                """
                log <log>
                log <log ml>
                witness beta.Ed25519 <ed beta>
                witness beta.ML-DSA-44 <ml beta>
                witness gamma.Ed25519 <ed gamma>
                witness gamma.ML-DSA-44 <ml gamma>
                witness delta.Ed25519 <ed delta>
                witness delta.ML-DSA-44 <ml delta>
                group beta.witness 2 beta.Ed25519 beta.ML-DSA-44
                group gamma.witness 2 gamma.Ed25519 gamma.ML-DSA-44
                group delta.witness 2 delta.Ed25519 delta.ML-DSA-44
                group witnesses 2 beta.witness gamma.witness delta.witness
                quorum witnesses
                """));
    assertThat(TlogPolicy.parse(policy.bytes())).isEqualTo(policy);
  }

  @Test
  void organizationsNamedLikeKeywordsDoNotCollide() throws ProofException {
    TlogPolicy policy =
        TlogPolicy.of(
            new WitnessPolicy(
                KEY.verifyingKey(),
                "acme",
                Stream.of("none", "witnesses", "any", "quorum").map(Cosigners::witness).toList(),
                3));

    assertThat(TlogPolicy.parse(policy.bytes())).isEqualTo(policy);
  }

  @Test
  void bothTypesOfLineAreAskedForOfALogThatIsListedWithBoth() throws ProofException {
    TlogPolicy one = parse("log <log>\nwitness w <ed beta>\nquorum w\n");
    TlogPolicy both = parse("log <log>\nlog <log ml>\nwitness w <ed beta>\nquorum w\n");
    SignedNote note =
        Cosigners.cosigned(new SignedNote(SEVEN.text(), NOTE.signatures().subList(0, 1)), "beta");

    assertThat(one.verify(note)).isEqualTo(SEVEN);
    assertThatThrownBy(() -> both.verify(note)).hasMessageStartingWith("log signature: ");
    assertThat(both.verify(Cosigners.cosigned(NOTE, "beta"))).isEqualTo(SEVEN);
  }

  @Test
  void aCheckpointOfAnotherLogIsRefused() throws ProofException {
    CosignerKey other = Cosigners.key("log.example/other");
    Checkpoint its = new Checkpoint(other.name(), 7, SEVEN.root());
    SignedNote note = Cosigners.cosigned(its.sign(other, Cosigners.NOON), "beta");
    TlogPolicy policy = parse("log <log>\nwitness w <ed beta>\nquorum w\n");

    assertThatThrownBy(() -> policy.verify(note))
        .hasMessage("origin: log.example/other is none of the believed logs");
    assertThatThrownBy(() -> policy.verify(NOTE))
        .hasMessage("witness policy: the quorum w has not cosigned");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "log <log>;witness a <ed a>;quorum none | line 3: name: 'none': a policy must ask",
        "log <log>;quorum none | line 2: name: 'none': a policy must ask",
        "log <log>;witness a <ed a>;group g 0 a;quorum g | 0 of 1 members of 'g' cannot be",
        "log <log>;witness a <ed a>;group g 2 a;quorum g | 2 of 1 members of 'g' cannot be",
        "log <log>;witness a <ed a>;group g 4294967297 a;quorum g | 2147483647 of 1 members",
        "log <log>;witness a <ed a>;group g -1 a;quorum g | line 3: threshold: not a decimal",
        "log <log>;witness a <ed a>;group g 01 a;quorum g | line 3: threshold: a number with",
        "log <log>;witness a <ed a>;group g most a;quorum g | line 3: threshold: not a decimal",
        "log <log>;witness a <ed a>;group g 2 a a;quorum g | 'a' is a member twice",
        "log <log>;witness a <ed a>;group g 1 a;group h 1 a;quorum h | 'a' is a member twice",
        "log <log>;witness a <ed a>;group g 1;quorum g | line 3: items: 3 in a line of group",
        "log <log>;witness a <ed a>;group g 1 none;quorum g | line 3: name: 'none'",
        "log <log>;witness a <ed a>;group g 1 b;quorum g | line 3: name: 'b' is not defined",
        "log <log>;witness a <ed a>;group g 1 g;quorum g | line 3: name: 'g' is not defined",
        "log <log>;group g 1 a;witness a <ed a>;quorum g | line 2: name: 'a' is not defined",
        "log <log>;quorum a;witness a <ed a> | line 2: name: 'a' is not defined before",
        "log <log>;witness a <ed a>;quorum b | line 3: name: 'b' is not defined before",
        "log <log>;witness a <ed a> | 0 quorum lines",
        "log <log>;witness a <ed a>;quorum a;quorum a | 2 quorum lines",
        "log <log>;witness a <ed a>;quorum a a | line 3: items: 3 in a line of quorum",
        "log <log>;witness a <ed a>;witness b <ed a>;quorum a | occurs twice",
        "log <log>;witness a <ed a>;witness a <ed b>;quorum a | the name 'a' occurs twice",
        "log <log>;witness a <ed a>;group a 1 a;quorum a | the name 'a' occurs twice",
        "log <log>;witness none <ed a>;quorum none | line 3: name: 'none'",
        "log <log>;log <log>;witness a <ed a>;quorum a | occurs twice",
        "log <log>;log <log other>;witness a <ed a>;quorum a | parse vkey: not a name",
        "log <ed a>;witness a <ed b>;quorum a | a log does not sign with a cosignature key",
        "log <log>;witness a <log>;quorum a | a witness does not cosign with a plain Ed25519",
        "log <log>;log <log ml>;witness a <log ml>;quorum a | occurs twice",
        "log <ml a>;witness a <ml a>;quorum a | occurs twice",
        "witness a <ed a>;quorum a | no log is believed",
        "log;witness a <ed a>;quorum a | line 1: items: 1 in a line of log",
        "log <log> url more;witness a <ed a>;quorum a | line 1: items: 4 in a line of log",
        "log <log>;witness a;quorum a | line 2: items: 2 in a line of witness",
        "log <log>;witness a <ed a> url more;quorum a | line 2: items: 5 in a line of witness",
        "Log <log>;witness a <ed a>;quorum a | line 1: keyword: not log, witness, group or",
        "log <log>;witness a x+00000000+AQ==;quorum a | line 2: parse vkey: ",
        "log <log>;witness a\u00a0<ed a>;quorum a | line 2: items: 2 in a line of witness",
      })
  void whatIsMetTooEasilyOrMeansNothingIsRefused(String lines, String message) {
    assertThatThrownBy(() -> parse(lines.replace(';', '\n') + "\n"))
        .isInstanceOf(ProofException.class)
        .hasMessageStartingWith("parse policy: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\u0000\n", "\u000b\n", "\u007f\n", "quorum none"})
  void whatIsNoPolicyIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(ProofException.class);
  }

  @Test
  void oneKeyOfTwoTypesIsOneKey() {
    CosignerVerifyingKey beta = Cosigners.witnessKey("beta").verifyingKey();
    NoteKey renamed = new NoteKey("another", SignatureType.ED25519_COSIGNATURE, beta.ed25519());
    String text =
        filled("log <log>\nwitness a <ed beta>\nwitness b " + renamed.vkey() + "\nquorum a\n");

    assertThatThrownBy(() -> TlogPolicy.parse(text.getBytes(UTF_8)))
        .hasMessage("parse policy: the key of " + renamed + " occurs twice");
  }

  @Test
  void bytesThatAreNotUtf8AndPoliciesThatAreTooLongAreRefused() {
    assertThatThrownBy(() -> TlogPolicy.parse(new byte[] {'#', (byte) 0xff, '\n'}))
        .hasMessage("parse policy: not UTF-8");
    assertThatThrownBy(() -> TlogPolicy.parse(new byte[(1 << 20) + 1]))
        .hasMessage("parse policy: 1048577 bytes, at most 1048576 are read");
    var text = new StringBuilder("log <log>\nwitness w0 <ed beta>\n");
    for (int i = 1; i <= 257; i++) {
      text.append("group g%d 1 w0\n".formatted(i));
    }
    assertThatThrownBy(() -> parse(text + "quorum g1\n"))
        .hasMessage("parse policy: more than 256 logs, witnesses or groups");
  }

  private static TlogPolicy parse(String text) throws ProofException {
    return TlogPolicy.parse(filled(text).getBytes(UTF_8));
  }

  /** Puts vkeys in: of the log, and of witnesses by name. */
  private static String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(vkey(match.group(1), match.group(2))));
  }

  private static String vkey(String kind, String name) {
    List<NoteKey> log = KEY.verifyingKey().logKeys();
    return switch (kind) {
      case "log" ->
          name.isEmpty() ? log.getFirst().vkey() : name.equals("ml") ? log.getLast().vkey() : "-";
      case "ed" -> Cosigners.witness(name).key().witnessKeys().getFirst().vkey();
      default -> Cosigners.witness(name).key().witnessKeys().getLast().vkey();
    };
  }
}
