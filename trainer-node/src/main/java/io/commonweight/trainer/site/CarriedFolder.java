package io.commonweight.trainer.site;

import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.commonweight.trainer.gate.UpdatePacker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;

/** What rounding left over of a site's updates, kept at the site until the next round. */
final class CarriedFolder {
  private final RoundFiles files;

  CarriedFolder(Path folder) {
    this.files = new RoundFiles(folder);
  }

  /**
   * How an update is rounded: by chance if its integers are narrow, and with what was left over.
   *
   * @param seed the same for the same round, so that a crash changes nothing
   * @param base whose tensors are expected
   */
  Rounding rounding(int round, Encoding encoding, long seed, SortedMap<String, FloatTensor> base)
      throws IOException {
    return switch (encoding) {
      case I32 -> new Rounding.Nearest();
      case I8, I16 -> new Rounding.Stochastic(new Random(seed), carried(round, base));
    };
  }

  private List<float[]> carried(int round, SortedMap<String, FloatTensor> base) throws IOException {
    Optional<RoundFiles.Left> left = files.before(round);
    if (left.isEmpty()) {
      return List.of();
    }
    SortedMap<String, FloatTensor> tensors = Safetensors.readFloats(left.get().file());
    if (!tensors.keySet().equals(base.keySet())) {
      throw new IOException(
          left.get().file() + " has other tensors than the base: delete it, nothing else is lost");
    }
    return tensors.values().stream().map(FloatTensor::toArray).toList();
  }

  /** Remembers what a round left over, durably. */
  void store(int round, UpdatePacker.Packed packed) throws IOException {
    if (!packed.left().isEmpty()) {
      Safetensors.writeFloats(files.of(round), packed.left());
    }
  }
}
