package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.problem.HubException.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionPathTest {

  @Test
  void escapedSlashesBelongToTheRevision() {
    assertThat(RevisionPath.candidates("/o/n/resolve/refs%2Fheads%2Fmain/config.json", 3))
        .first()
        .isEqualTo(new RevisionPath("refs/heads/main", "config.json"));
  }

  @Test
  void bareSlashesMayBelongToEither() {
    assertThat(RevisionPath.candidates("/o/n/resolve/refs/heads/main/config.json", 3))
        .containsExactly(
            new RevisionPath("refs", "heads/main/config.json"),
            new RevisionPath("refs/heads", "main/config.json"),
            new RevisionPath("refs/heads/main", "config.json"),
            new RevisionPath("refs/heads/main/config.json", ""));
  }

  @Test
  void rootHasNoPath() {
    assertThat(RevisionPath.candidates("/api/models/o/n/tree/main", 5))
        .containsExactly(new RevisionPath("main", ""));
  }

  @Test
  void nothingIsCutOffOrTranslated() {
    assertThat(RevisionPath.candidates("/o/n/resolve/main/a;b=c+d%20e", 3))
        .first()
        .isEqualTo(new RevisionPath("main", "a;b=c+d e"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/o/n/resolve", "/o/n/resolve/%", "/o/n/resolve/main/%zz"})
  void pathsWithoutARevisionAreRefused(String path) {
    assertThatThrownBy(() -> RevisionPath.candidates(path, 3)).isInstanceOf(BadRequest.class);
  }
}
