package io.commonweight.trainer.gate;

import io.commonweight.federation.aggregation.Quantized;
import io.commonweight.federation.aggregation.Quantizer;
import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.federation.aggregation.UnacceptableUpdateException;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Turns trained weights into the update file of a round: integers, within the round's bound. */
public final class UpdatePacker {
  private final RoundOpen open;
  private final Rounding rounding;
  private final Optional<NoisyUpdate> noise;

  /**
   * What became of an update.
   *
   * @param shrink the factor, from 0 to 1, by which the difference was shrunk to meet the bound
   * @param left what rounding by chance left over, for the next round; else empty
   */
  public record Packed(double shrink, SortedMap<String, FloatTensor> left) {
    /** Copies the map. */
    public Packed {
      left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }
  }

  /** A packer for the round that this statement opens, of updates without noise. */
  public UpdatePacker(RoundOpen open, Rounding rounding) {
    this.open = open;
    this.rounding = rounding;
    noise = Optional.empty();
  }

  /**
   * A packer of updates that are protected. They are rounded to nearest, and nothing of them is
   * kept: what was left over would tell of this round in the next.
   *
   * @param random where the noise comes from, secret and never used again
   */
  public UpdatePacker(RoundOpen open, Protection protection, RandomGenerator random) {
    this.open = open;
    this.rounding = new Rounding.Nearest();
    noise = Optional.of(new NoisyUpdate(open, protection, random));
  }

  /**
   * Writes local − base as canonical safetensors of the round's encoding, durably. A protected
   * update is clipped to the owner's length rather than the round's, exactly, since its integers
   * are, and then blurred.
   *
   * @throws GateException if a difference is not finite or the tensors are not the round's; then no
   *     file was written
   */
  public Packed pack(
      SortedMap<String, FloatTensor> base, SortedMap<String, FloatTensor> local, Path blob)
      throws GateException, IOException {
    requireTensors(base);
    Quantized quantized;
    try {
      quantized =
          new Quantizer(
                  open.scales().stream().map(RoundOpen.Scale::bits).toList(),
                  open.encoding(),
                  noise.isPresent()
                      ? noise.get().squaredClip()
                      : Unsigned128.parse(open.normBound()))
              .encode(arrays(base), arrays(local), rounding);
    } catch (UnacceptableUpdateException | IllegalArgumentException e) {
      throw new GateException(
          "The update cannot be encoded, so nothing leaves this site: " + e.getMessage(), e);
    }
    List<int[]> tensors = quantized.tensors();
    double shrink = quantized.shrink();
    if (noise.isPresent()) {
      shrink *= noise.get().blur(tensors);
    }
    SortedMap<String, IntTensor> update = new TreeMap<>();
    int i = 0;
    for (var tensor : base.entrySet()) {
      int[] values = tensors.get(i++);
      update.put(tensor.getKey(), new IntTensor(tensor.getValue().shape(), IntBuffer.wrap(values)));
    }
    Safetensors.writeInts(blob, open.encoding().dtype(), update);
    return new Packed(shrink, left(base, quantized));
  }

  private SortedMap<String, FloatTensor> left(
      SortedMap<String, FloatTensor> base, Quantized quantized) {
    SortedMap<String, FloatTensor> left = new TreeMap<>();
    if (rounding instanceof Rounding.Stochastic) {
      int i = 0;
      for (var tensor : base.entrySet()) {
        float[] rest = quantized.left().get(i++);
        left.put(tensor.getKey(), FloatTensor.of(tensor.getValue().shape(), rest));
      }
    }
    return left;
  }

  private void requireTensors(SortedMap<String, FloatTensor> base) throws GateException {
    List<String> scaled = open.scales().stream().map(RoundOpen.Scale::tensor).toList();
    if (!scaled.equals(List.copyOf(base.keySet()))) {
      throw new GateException(
          "Round %d scales the tensors %s, but the base has %s"
              .formatted(open.number(), scaled, base.keySet()));
    }
  }

  private static List<float[]> arrays(SortedMap<String, FloatTensor> tensors) {
    return tensors.values().stream().map(FloatTensor::toArray).toList();
  }
}
