package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @Test
  void pathsAreThoseOfTheSpecification() {
    assertThat(new TilePath.Hashes(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new TilePath.Hashes(63, 0, 1).path()).isEqualTo("tile/63/000.p/1");
    assertThat(new TilePath.Entries(1000, 255).path()).isEqualTo("tile/entries/x001/000.p/255");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/x001/x234/067",
        "tile/63/000.p/1",
        "tile/entries/x001/000.p/255",
        "tile/entries/999",
        "tile/7/x036/x028/x797/x018/x963/966"
      })
  void pathsParseToThemselves(String path) throws ProofException {
    assertThat(TilePath.parse(path).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0/",
        "tile/0/1",
        "tile/0/0001",
        "tile/0/001/",
        "/tile/0/001",
        "tile/00/001",
        "tile/64/001",
        "tile/-1/001",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/001.p/",
        "tile/0/001.p",
        "tile/entry/001",
        "tile/0/../001",
        "tile/0/٠٠١",
        "tile/0/001\n",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x999/x999/x999/x999/x999/x999/999"
      })
  void otherPathsAreRefused(String path) {
    assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(ProofException.class);
  }
}
