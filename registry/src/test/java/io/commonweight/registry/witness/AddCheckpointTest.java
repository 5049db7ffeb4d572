package io.commonweight.registry.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.ProofException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddCheckpointTest {
  private static final String HASH = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
  private static final String NOTE =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      """;

  private static AddCheckpoint parse(String text) throws ProofException {
    return AddCheckpoint.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void requestOfTheVectorsIsReadAndWritten() throws Exception {
    Path vectors =
        Path.of(System.getProperty("commonweight.home", ".."), "docs/protocol/vectors/log-1.json");
    JsonNode log = new ObjectMapper().readTree(vectors.toFile());
    String text = log.path("addCheckpoint").textValue();

    AddCheckpoint request = AddCheckpoint.parse(text.getBytes(StandardCharsets.UTF_8));

    assertThat(request.encode()).isEqualTo(text);
    assertThat(request.old()).isEqualTo(3);
    request
        .proof()
        .verify(
            3,
            Sha256.ofBytes(Base64.getDecoder().decode(log.path("roots").get(3).textValue())),
            request.claim().size(),
            request.claim().root());
  }

  /** The request of the specification. */
  @Test
  void exampleOfTheSpecificationIsRead() throws Exception {
    String text = "old 20852014\n" + HASH + HASH + "\n" + NOTE;

    AddCheckpoint request = parse(text);

    assertThat(request.old()).isEqualTo(20_852_014);
    assertThat(request.proof().path()).hasSize(2);
    assertThat(request.claim().origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(request.claim().size()).isEqualTo(20_852_163);
    assertThat(request.encode()).isEqualTo(text);
  }

  @Test
  void proofMayBeEmptyAndHas63HashesAtMost() throws Exception {
    assertThat(parse("old 0\n\n" + NOTE).proof().path()).isEmpty();
    assertThat(parse("old 1\n" + HASH.repeat(63) + "\n" + NOTE).proof().path()).hasSize(63);
    assertThatThrownBy(() -> parse("old 1\n" + HASH.repeat(64) + "\n" + NOTE))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("more than 63");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "old\n\n",
        "old \n\n",
        "old 00\n\n",
        "old 01\n\n",
        "old -1\n\n",
        "old +1\n\n",
        "old 1 \n\n",
        "old  1\n\n",
        "Old 1\n\n",
        "old 1\r\n\n",
        "old ١\n\n",
        "old 9223372036854775808\n\n",
        "old 99999999999999999999\n\n",
        "old 1\nnot base64\n\n",
        "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw\n\n",
        "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax=\n\n",
        "old 1\nAAAA\n\n"
      })
  void headIsReadStrictly(String head) {
    assertThatThrownBy(() -> parse(head + NOTE)).isInstanceOf(ProofException.class);
  }

  static Stream<String> badNotes() {
    return Stream.of(
        "",
        NOTE.replace("20852163", "020852163"),
        NOTE.replace("20852163", "-1"),
        NOTE.replace("20852163", "9223372036854775808"),
        NOTE.replace("jxq2I=", "jxq2J="),
        NOTE.replace("jxq2I=\n", "jxq2I=\nextension\n"),
        NOTE.replace("— example", "- example"),
        NOTE.substring(0, NOTE.indexOf("— ")),
        NOTE.stripTrailing());
  }

  @ParameterizedTest
  @MethodSource("badNotes")
  void noteIsReadStrictly(String note) {
    assertThatThrownBy(() -> parse("old 0\n\n" + note)).isInstanceOf(ProofException.class);
  }

  @Test
  void longRequestIsNotRead() {
    assertThatThrownBy(() -> AddCheckpoint.parse(new byte[AddCheckpoint.MAX_BYTES + 1]))
        .isInstanceOf(ProofException.class);
    assertThatThrownBy(() -> AddCheckpoint.parse(new byte[] {(byte) 0xff, '\n', '\n'}))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    GrowingLog log = GrowingLog.of(new TestFederation("asked"), "a", "b", "c", "d", "e");

    AddCheckpoint request = log.growth(3, 5);

    assertThat(parse(request.encode())).isEqualTo(request);
  }
}
