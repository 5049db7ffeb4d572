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
    file.raise(FLOOR);
    assertThat(file.read()).contains(FLOOR);
    assertThat(FloorFile.of(state, ReleaseFixture.digest("another")).read()).isEmpty();
  }

  @Test
  void aDamagedFileIsNotTakenForNone() throws IOException {
    FloorFile file = FloorFile.of(state, ReleaseFixture.digest("charter"));
    file.raise(FLOOR);
    Files.writeString(file.file(), "{}");

    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("without it an older release could be passed off as new");
  }

  @Test
  void whatAnotherProcessHasSeenMeanwhileIsNotForgotten() throws IOException {
    FloorFile file = FloorFile.of(state, ReleaseFixture.digest("charter"));
    file.raise(floor(9, "nine", 40, "later"));

    file.raise(FLOOR);

    assertThat(file.read()).contains(floor(9, "nine", 40, "later"));
  }

  @Test
  void twoReleasesOfOneNumberSeenAtOnceAreAnAlarm() throws IOException {
    FloorFile file = FloorFile.of(state, ReleaseFixture.digest("charter"));
    file.raise(FLOOR);

    assertThatThrownBy(() -> file.raise(floor(3, "another", 19, "root")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tell the federation's members");
    assertThatThrownBy(() -> file.raise(floor(4, "next", 18, "fork")))
        .isInstanceOf(IOException.class);
    assertThat(file.read()).contains(FLOOR);
  }

  @Test
  void aLinkThatLeadsNowhereIsNotTakenForNone() throws IOException {
    FloorFile file = FloorFile.of(state, ReleaseFixture.digest("charter"));
    Files.createDirectories(state.resolve("seen"));
    Files.createSymbolicLink(file.file(), state.resolve("gone"));

    assertThatThrownBy(file::read).isInstanceOf(IOException.class);
  }

  private static Floor floor(int sequence, String release, int size, String root) {
    return new Floor(
        sequence,
        ReleaseFixture.digest(release),
        FLOOR.charterVersion(),
        new Checkpoint(FLOOR.checkpoint().origin(), size, ReleaseFixture.digest(root)),
        FLOOR.time());
  }
}
