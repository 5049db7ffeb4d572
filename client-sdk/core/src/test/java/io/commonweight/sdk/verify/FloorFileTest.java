package io.commonweight.sdk.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.log.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorFileTest {
  private static final Floor FLOOR =
      new Floor(
          3,
          ReleaseFixture.digest("release"),
          2,
          new Checkpoint("log.example/tabletop", 18, ReleaseFixture.digest("root")),
          1_700_000_000L);

  @TempDir private Path state;

  @Test
  void whatWasSeenIsKept() throws IOException {
    FloorFile file = FloorFile.of(state, ReleaseFixture.digest("charter"));

    assertThat(file.read()).isEmpty();
    file.write(FLOOR);
    assertThat(file.read()).contains(FLOOR);
    assertThat(FloorFile.of(state, ReleaseFixture.digest("another")).read()).isEmpty();
  }

  @Test
  void aDamagedFileIsNotTakenForNone() throws IOException {
    FloorFile file = FloorFile.of(state, ReleaseFixture.digest("charter"));
    file.write(FLOOR);
    Files.writeString(file.file(), "{}");

    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("without it an older release could be passed off as new");
  }
}
