package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.aggregation.UnacceptableUpdateException;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.federation.aggregation.UpdateNorm;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundOpen.Scale;
import io.commonweight.sdk.weights.SafetensorsException;
import io.commonweight.sdk.weights.SafetensorsHeader;
import io.commonweight.sdk.weights.TensorData;
import io.commonweight.sdk.weights.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges the content of an update by the rules of its round. Every aggregator comes to the same
 * verdict: the first of {@code MALFORMED}, {@code SCHEMA}, {@code RANGE} and {@code NORM} that
 * holds in the order of the data.
 *
 * <p>Memory: one window of 256 KiB. Immutable.
 */
public final class UpdateFile {
  private static final int WINDOW_ELEMENTS = 1 << 16;

  private final CanonicalHeader expected;
  private final Map<String, Integer> scales;
  private final int maxScale;
  private final int maxQuantum;
  private final Unsigned128 normBound;

  /**
   * The rules of a round.
   *
   * @param open its opening
   * @param tensors the tensors of its base
   */
  public UpdateFile(RoundOpen open, List<Release.Tensor> tensors) {
    this.expected = CanonicalHeader.of(tensors, open.encoding().dtype());
    this.scales = open.scales().stream().collect(Collectors.toMap(Scale::tensor, Scale::bits));
    this.maxScale = Dagg1.maxScale(open.scales().stream().map(Scale::bits).toList());
    this.maxQuantum = open.encoding().maxQuantum();
    this.normBound = Unsigned128.parse(open.normBound());
  }

  /** Where the data of an update that passes begins. */
  public long dataOffset() {
    return expected.layout().dataOffset();
  }

  /** The scale of a tensor of the base. */
  public int scale(String tensor) {
    return scales.getOrDefault(tensor, maxScale);
  }

  /** Why an update does not count; empty if it does. */
  public Optional<Reason> judge(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      SafetensorsHeader header = SafetensorsHeader.read(channel);
      try (InputStream start = Files.newInputStream(file)) {
        if (!CanonicalHeader.of(header).isAtHeadOf(start)) {
          return Optional.of(Reason.MALFORMED);
        }
      }
      return header.tensors().equals(expected.layout().tensors())
          ? judgeValues(new TensorData(channel, header))
          : Optional.of(Reason.SCHEMA);
    } catch (SafetensorsException _) {
      return Optional.of(Reason.MALFORMED);
    }
  }

  private Optional<Reason> judgeValues(TensorData data) throws IOException {
    var norm = new UpdateNorm(maxScale, maxQuantum);
    int[] window = new int[WINDOW_ELEMENTS];
    try {
      for (TensorInfo tensor : data.header().tensors()) {
        int scale = scale(tensor.name());
        for (long first = 0; first < tensor.elements(); first += WINDOW_ELEMENTS) {
          int count = (int) Math.min(WINDOW_ELEMENTS, tensor.elements() - first);
          data.ints(tensor, first, count).get(window, 0, count);
          norm.add(window, count, scale);
        }
      }
      norm.requireAtMost(normBound);
      return Optional.empty();
    } catch (UnacceptableUpdateException e) {
      return Optional.of(
          switch (e.reason()) {
            case NOT_FINITE, OUT_OF_RANGE -> Reason.RANGE;
            case NORM_OVERFLOW, NORM_EXCEEDED -> Reason.NORM;
          });
    }
  }
}
