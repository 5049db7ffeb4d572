package io.commonweight.registry.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import io.commonweight.registry.repo.FilePath;
import io.commonweight.sdk.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitLinesTest {

  @Test
  void linesAreReadOneByOne() throws IOException {
    String oid = "ab".repeat(32);
    CommitLines lines =
        lines(
            """
            {"key":"header","value":{"summary":"Title\\nmore","parentCommit":"ABCDE"}}

            {"key":"lfsFile","value":{"path":"a","algo":"sha256","oid":"%s","size":7}}
            {"key":"deletedFolder","value":{"path":"b/"}}"""
                .formatted(oid));

    assertThat(lines.next()).contains(new CommitLine.Header("Title", "", Optional.of("abcde")));
    assertThat(lines.next())
        .contains(new CommitLine.LargeFile(new FilePath("a"), new Sha256(oid), OptionalLong.of(7)));
    assertThat(lines.next()).contains(new CommitLine.DeletedFolder(new FilePath("b")));
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void linesHaveALimit() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatThrownBy(() -> new CommitLines(endless).next()).isInstanceOf(TooMuch.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"key\":\"header\",\"value\":{\"summary\":\" \"}}",
        "{\"key\":\"header\",\"value\":{\"summary\":\"x\",\"parentCommit\":\"main\"}}",
        "{\"key\":\"lfsFile\",\"value\":{\"path\":\"a\",\"oid\":\"ab\"}}",
        "{\"key\":\"lfsFile\",\"value\":{\"path\":\"a\",\"algo\":\"md5\",\"oid\":\"ab\"}}",
        "{\"key\":\"deletedFile\"}",
        "{\"key\":\"deletedFile\",\"key\":\"file\",\"value\":{\"path\":\"a\"}}"
      })
  void whatIsNoLineIsRefused(String line) {
    assertThatThrownBy(() -> lines(line).next()).isInstanceOf(BadRequest.class);
  }

  private static CommitLines lines(String text) {
    return new CommitLines(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
