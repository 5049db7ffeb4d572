package io.commonweight.trainer.gate;

import io.commonweight.federation.aggregation.UnacceptableUpdateException;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.federation.aggregation.UpdateNorm;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.commonweight.sdk.weights.SafetensorsException;
import io.commonweight.sdk.weights.SafetensorsHeader;
import io.commonweight.sdk.weights.TensorInfo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Lets a file out only if it is what a round asks for and nothing else: tensors of the round's
 * encoding with the names and shapes of the release, within the bound and the size limit, and no
 * metadata of its own.
 *
 * <p>It reads the file that will be sent and trusts nothing of how it was made.
 */
public final class OutboundGate {
  private static final Map<String, String> PLAIN = Map.of("format", "pt");

  private final RoundOpen open;
  private final List<Release.Tensor> tensors;

  /**
   * The gate of a round.
   *
   * @param tensors those of the release the round starts from, sorted by name
   */
  public OutboundGate(RoundOpen open, List<Release.Tensor> tensors) {
    this.open = open;
    this.tensors = List.copyOf(tensors);
  }

  /**
   * Examines a file.
   *
   * @throws GateException if it must not leave, with the reason
   */
  public Departure examine(Path blob) throws GateException, IOException {
    long bytes = Files.size(blob);
    if (bytes > open.maxUpdateBytes()) {
      throw new GateException(
          "The update has %d bytes, round %d takes at most %d"
              .formatted(bytes, open.number(), open.maxUpdateBytes()));
    }
    SortedMap<String, IntTensor> update = read(blob);
    List<Release.Tensor> found =
        update.entrySet().stream()
            .map(entry -> new Release.Tensor(entry.getKey(), entry.getValue().shape()))
            .toList();
    if (!found.equals(tensors)) {
      throw new GateException("The update has tensors " + found + ", the release " + tensors);
    }
    return new Departure(Sha256.of(blob), bytes, found.size(), norm(update).toString());
  }

  private SortedMap<String, IntTensor> read(Path blob) throws GateException, IOException {
    try (FileChannel file = FileChannel.open(blob)) {
      SafetensorsHeader header = SafetensorsHeader.read(file);
      if (!header.metadata().equals(PLAIN)) {
        throw new GateException("The update carries metadata: " + header.metadata().keySet());
      }
      for (TensorInfo tensor : header.tensors()) {
        if (tensor.dtype() != open.encoding().dtype()) {
          throw new GateException(
              "The update's tensor %s is %s, round %d asks for %s"
                  .formatted(tensor.name(), tensor.dtype(), open.number(), open.encoding()));
        }
      }
      return Safetensors.readInts(blob);
    } catch (SafetensorsException e) {
      throw new GateException("The update is no file of integers: " + e.getMessage(), e);
    }
  }

  private Unsigned128 norm(SortedMap<String, IntTensor> update) throws GateException {
    int maxScale = open.scales().stream().mapToInt(RoundOpen.Scale::bits).max().orElse(0);
    UpdateNorm norm = new UpdateNorm(maxScale, open.encoding().maxQuantum());
    try {
      for (RoundOpen.Scale scale : open.scales()) {
        IntTensor tensor = update.get(scale.tensor());
        if (tensor == null) {
          throw new GateException("The update lacks tensor " + scale.tensor());
        }
        int[] values = tensor.toArray();
        norm.add(values, values.length, scale.bits());
      }
      norm.requireAtMost(Unsigned128.parse(open.normBound()));
    } catch (UnacceptableUpdateException e) {
      throw new GateException("The update would be rejected: " + e.getMessage(), e);
    }
    return norm.value();
  }
}
