package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.trainer.gate.UpdatePacker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedFolderTest {
  @TempDir private Path folder;
  private CarriedFolder carried;

  @BeforeEach
  void open() {
    carried = new CarriedFolder(folder.resolve("carried"));
  }

  @Test
  void wideIntegersAreRoundedToNearest() throws IOException {
    assertThat(carried.rounding(1, Encoding.I32, 7, tensors("a", 0)))
        .isEqualTo(new Rounding.Nearest());
  }

  @Test
  void whatARoundLeftOverIsCarriedIntoTheNext() throws IOException {
    carried.store(3, new UpdatePacker.Packed(1, tensors("a", 0.25f)));

    assertThat(left(4, "a")).hasSize(1);
    assertThat(left(4, "a").getFirst()).containsExactly(0.25f);
    assertThat(left(3, "a")).isEmpty();
  }

  /** A round that is done again after a crash begins with what it began with before. */
  @Test
  void aRoundThatIsDoneAgainCarriesTheSame() throws IOException {
    carried.store(3, new UpdatePacker.Packed(1, tensors("a", 0.25f)));
    carried.store(4, new UpdatePacker.Packed(1, tensors("a", 0.5f)));

    assertThat(left(4, "a").getFirst()).containsExactly(0.25f);
    assertThat(left(5, "a").getFirst()).containsExactly(0.5f);
  }

  @Test
  void nothingIsKeptOfUpdatesThatWereRoundedToNearest() throws IOException {
    carried.store(1, new UpdatePacker.Packed(1, new TreeMap<>()));

    assertThat(left(2, "a")).isEmpty();
  }

  @Test
  void otherTensorsAreNotCarried() throws IOException {
    carried.store(1, new UpdatePacker.Packed(1, tensors("a", 1)));

    assertThatThrownBy(() -> left(2, "b"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("delete it");
  }

  private List<float[]> left(int round, String name) throws IOException {
    Rounding rounding = carried.rounding(round, Encoding.I8, 7, tensors(name, 0));
    return ((Rounding.Stochastic) rounding).carried();
  }

  private static SortedMap<String, FloatTensor> tensors(String name, float value) {
    return new TreeMap<>(Map.of(name, FloatTensor.of(List.of(1L), value)));
  }
}
