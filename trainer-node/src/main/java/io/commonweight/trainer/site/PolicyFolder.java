package io.commonweight.trainer.site;

import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.weights.DurableFile;
import io.commonweight.sdk.weights.FiniteCheck;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.commonweight.sdk.weights.TensorData;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.EmbodimentJson;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import io.commonweight.trainer.policy.PolicyConfigJson;
import io.commonweight.trainer.policy.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a policy: weights, architecture and embodiment profile. */
public final class PolicyFolder {
  /** The weights: canonical safetensors of F32. */
  public static final String WEIGHTS = "model.safetensors";

  /** The architecture. */
  public static final String CONFIG = "config.json";

  /** The embodiment profile. */
  public static final String EMBODIMENT = "embodiment.json";

  private static final int MAX_JSON_BYTES = 1 << 20;

  private PolicyFolder() {}

  /** Writes the three files into a folder, which is made if it is not there; each is durable. */
  public static void write(Path folder, Policy policy, Embodiment embodiment) throws IOException {
    Files.createDirectories(folder);
    writeWeights(folder.resolve(WEIGHTS), policy);
    writeJson(folder.resolve(CONFIG), PolicyConfigJson.write(policy.config()));
    writeJson(folder.resolve(EMBODIMENT), EmbodimentJson.write(embodiment));
  }

  /** Writes a policy's weights alone. */
  public static void writeWeights(Path file, Policy policy) throws IOException {
    Safetensors.writeFloats(file, tensors(policy));
  }

  /**
   * Reads a policy.
   *
   * @throws IOException if a file breaks a rule of its format, a value is not finite, or weights
   *     and architecture do not match; the message names the file
   */
  public static Policy read(Path weights, Path config) throws IOException {
    PolicyConfig architecture = config(config);
    requireFinite(weights);
    SortedMap<String, FloatTensor> tensors = Safetensors.readFloats(weights);
    try {
      return policy(architecture, tensors);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("%s does not fit %s: %s".formatted(weights, config, e.getMessage()), e);
    }
  }

  /**
   * Reads an embodiment profile.
   *
   * @throws IOException if it is malformed; the message names the file
   */
  public static Embodiment embodiment(Path file) throws IOException {
    try {
      return EmbodimentJson.read(CanonicalJson.parse(bytes(file), MAX_JSON_BYTES));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** A policy's tensors by name. */
  public static SortedMap<String, FloatTensor> tensors(Policy policy) {
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    for (Tensor tensor : policy.tensors()) {
      List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
      tensors.put(tensor.name(), FloatTensor.of(shape, tensor.toArray()));
    }
    return tensors;
  }

  private static PolicyConfig config(Path file) throws IOException {
    try {
      return PolicyConfigJson.read(CanonicalJson.parse(bytes(file), MAX_JSON_BYTES));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Policy policy(PolicyConfig config, SortedMap<String, FloatTensor> tensors) {
    List<Tensor> ordered = new ArrayList<>();
    for (int layer = 0; layer + 1 < config.widths().size(); layer++) {
      for (String name : List.of(Policy.weight(layer), Policy.bias(layer))) {
        FloatTensor tensor =
            Optional.ofNullable(tensors.get(name))
                .orElseThrow(() -> new IllegalArgumentException("tensor " + name + " is missing"));
        ordered.add(
            Tensor.of(
                name, tensor.shape().stream().map(Math::toIntExact).toList(), tensor.toArray()));
      }
    }
    if (ordered.size() != tensors.size()) {
      throw new IllegalArgumentException(
          "%d tensors, the architecture has %d".formatted(tensors.size(), ordered.size()));
    }
    return new Policy(config, ordered);
  }

  private static void requireFinite(Path weights) throws IOException {
    try (FileChannel file = FileChannel.open(weights)) {
      Optional<String> bad = FiniteCheck.firstNonFinite(TensorData.open(file));
      if (bad.isPresent()) {
        throw new IOException(weights + " holds a value that is not finite: " + bad.get());
      }
    }
  }

  private static void writeJson(Path file, Object json) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(CanonicalJson.write(json));
    DurableFile.write(
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_JSON_BYTES + 1);
    }
  }
}
