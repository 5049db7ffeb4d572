package io.commonweight.trainer.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A policy: its architecture and its weights.
 *
 * @param config the architecture
 * @param tensors for layer i {@code layers.i.weight} of shape [out, in] and {@code layers.i.bias},
 *     in the order of the layers
 */
public record Policy(PolicyConfig config, List<Tensor> tensors) {
  public Policy {
    tensors = List.copyOf(tensors);
    List<String> expected = layout(config);
    List<String> found = tensors.stream().map(t -> t.name() + t.shape()).toList();
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "Tensors do not match the architecture: expected " + expected + ", found " + found);
    }
  }

  /**
   * Draws a policy from a seed: weights and biases uniform in ±1/√in, as PyTorch's linear layers,
   * but from {@link Random}, whose sequence the Java platform fixes.
   */
  public static Policy initial(PolicyConfig config, long seed) {
    Random random = new Random(seed);
    List<Tensor> tensors = new ArrayList<>();
    List<Integer> widths = config.widths();
    for (int layer = 0; layer + 1 < widths.size(); layer++) {
      int in = widths.get(layer);
      int out = widths.get(layer + 1);
      float bound = (float) (1 / Math.sqrt(in));
      tensors.add(draw(weight(layer), List.of(out, in), bound, random));
      tensors.add(draw(bias(layer), List.of(out), bound, random));
    }
    return new Policy(config, tensors);
  }

  /** A policy of this architecture with other weights. */
  public Policy with(List<Tensor> other) {
    return new Policy(config, other);
  }

  /** Number of layers with weights. */
  public int layers() {
    return tensors.size() / 2;
  }

  /** The name of a layer's weight tensor. */
  public static String weight(int layer) {
    return "layers." + layer + ".weight";
  }

  /** The name of a layer's bias tensor. */
  public static String bias(int layer) {
    return "layers." + layer + ".bias";
  }

  private static List<String> layout(PolicyConfig config) {
    List<String> layout = new ArrayList<>();
    List<Integer> widths = config.widths();
    for (int layer = 0; layer + 1 < widths.size(); layer++) {
      layout.add(weight(layer) + List.of(widths.get(layer + 1), widths.get(layer)));
      layout.add(bias(layer) + List.of(widths.get(layer + 1)));
    }
    return layout;
  }

  private static Tensor draw(String name, List<Integer> shape, float bound, Random random) {
    float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (2 * random.nextFloat() - 1) * bound;
    }
    return Tensor.of(name, shape, values);
  }
}
