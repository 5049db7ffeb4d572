package io.commonweight.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.demo.report.Report.CurvePoint;
import io.commonweight.demo.report.Report.Degraded;
import io.commonweight.demo.report.Report.Pull;
import io.commonweight.demo.report.Report.Revoked;
import io.commonweight.demo.report.RoundRow.AggregateRow;
import io.commonweight.demo.report.RoundRow.QuorumRow;
import io.commonweight.demo.report.RoundRow.UpdateRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void reportHasTheDocumentedMembers(@TempDir Path directory) throws Exception {
    ReportFiles.write(report(), directory);

    JsonNode json = MAPPER.readTree(directory.resolve("report.json").toFile());
    assertThat(json.at("/ok").booleanValue()).isTrue();
    assertThat(json.at("/seconds/total").doubleValue()).isEqualTo(12.5);
    assertThat(json.at("/rounds/0/updates/0/reason").asText()).isEqualTo("NORM");
    assertThat(json.at("/rounds/0/quorum/need").asInt()).isEqualTo(3);
    assertThat(json.at("/pull").has("hfVerified")).isFalse();
    assertThat(json.at("/pull/witnesses/0").asText()).isEqualTo("org<1>");
    assertThat(json.at("/pull/bundles/0").asText()).isEqualTo("org<1>");
    assertThat(json.at("/pull/opensslVerified").booleanValue()).isTrue();
    assertThat(json.at("/revoked/updateRefused").booleanValue()).isTrue();
    assertThat(json.at("/evaluation/heldOut/base/n").asInt()).isEqualTo(4);
    assertThat(MAPPER.readTree(ReportFiles.line(report()))).isEqualTo(json);
  }

  @Test
  void pageEscapesWhatOthersChose(@TempDir Path directory) throws Exception {
    ReportFiles.write(report(), directory);

    String page = Files.readString(directory.resolve("report.html"));
    assertThat(page).contains("org&lt;1&gt;").doesNotContain("org<1>").contains("<svg");
  }

  private static Report report() throws Exception {
    return new Report(
        true,
        List.of(),
        Map.of("total", 12.5),
        1 << 30,
        List.of(
            new RoundRow(
                1,
                List.of(new UpdateRow("org<1>", "ab", 10, false, Optional.of("NORM"))),
                List.of(new AggregateRow("org<1>", "00")),
                "0123456789abcdef",
                new QuorumRow(4, 3))),
        List.of(new CurvePoint(0, "org<1>", 1, 4), new CurvePoint(1, "org<1>", 2, 4)),
        MAPPER.readTree("{\"heldOut\":{\"base\":{\"rate\":0.5,\"successes\":2,\"n\":4}}}"),
        new Pull(
            "http://127.0.0.1:1/",
            true,
            List.of("org<1>"),
            List.of("org<1>"),
            Optional.of(true),
            Optional.empty(),
            true),
        Optional.of(new Revoked("org<1>", 3, true)),
        List.of(new Degraded(List.of("org<1>"), "waited", 2, 3, Optional.of("<why>"))),
        Map.of("registry-a", "http://127.0.0.1:1/"));
  }
}
