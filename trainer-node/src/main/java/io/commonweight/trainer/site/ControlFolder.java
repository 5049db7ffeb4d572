package io.commonweight.trainer.site;

import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import io.commonweight.trainer.train.ControlVariates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A site's control variates on disk. */
final class ControlFolder {
  private static final String BASE = "base.";
  private static final String OWN = "own.";

  private final RoundFiles files;

  ControlFolder(Path folder) {
    this.files = new RoundFiles(folder);
  }

  /**
   * What was remembered last before a round, and is therefore no longer needed but for this one.
   *
   * @param policy whose tensors are expected
   * @throws IOException if the file is damaged; the message says what to do
   */
  Optional<ControlVariates> before(int round, Policy policy) throws IOException {
    Optional<RoundFiles.Left> left = files.before(round);
    if (left.isEmpty()) {
      return Optional.empty();
    }
    Path file = left.get().file();
    SortedMap<String, FloatTensor> tensors = Safetensors.readFloats(file);
    return Optional.of(
        new ControlVariates(
            left.get().round(),
            read(file, tensors, BASE, policy),
            read(file, tensors, OWN, policy)));
  }

  /** Remembers, durably. */
  void store(ControlVariates variates) throws IOException {
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    put(tensors, BASE, variates.base());
    put(tensors, OWN, variates.own());
    Safetensors.writeFloats(files.of(variates.round()), tensors);
  }

  private static void put(
      SortedMap<String, FloatTensor> tensors, String prefix, List<Tensor> values) {
    for (Tensor tensor : values) {
      List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
      tensors.put(prefix + tensor.name(), FloatTensor.of(shape, tensor.toArray()));
    }
  }

  private static List<Tensor> read(
      Path file, SortedMap<String, FloatTensor> tensors, String prefix, Policy policy)
      throws IOException {
    List<Tensor> read = new ArrayList<>();
    for (Tensor expected : policy.tensors()) {
      Optional<Tensor> found =
          Optional.ofNullable(tensors.get(prefix + expected.name()))
              .filter(
                  t -> t.shape().stream().map(Math::toIntExact).toList().equals(expected.shape()))
              .map(t -> Tensor.of(expected.name(), expected.shape(), t.toArray()))
              .filter(Tensor::isFinite);
      read.add(
          found.orElseThrow(
              () ->
                  new IOException(
                      "%s has no usable tensor %s: delete the file, and the control variates begin at zero again"
                          .formatted(file, prefix + expected.name()))));
    }
    return read;
  }
}
