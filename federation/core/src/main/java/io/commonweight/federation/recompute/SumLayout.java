package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.weights.Dtype;
import java.util.List;

/**
 * What every file with the sum of a cohort looks like: the tensors of the base, in the order of an
 * update's file, with values of 32 bits.
 *
 * @param header its header
 * @param tensors its tensors, with their scales
 */
record SumLayout(CanonicalHeader header, List<TensorRange> tensors) {

  /** Copies the list. */
  SumLayout {
    tensors = List.copyOf(tensors);
  }

  /** The layout of a round. */
  static SumLayout of(RoundOpen open, List<Release.Tensor> tensors) {
    var header = CanonicalHeader.of(tensors, Dtype.I32);
    var rules = new UpdateFile(open, tensors);
    return new SumLayout(
        header,
        header.layout().tensors().stream()
            .map(tensor -> new TensorRange(tensor.elements(), rules.scale(tensor.name())))
            .toList());
  }
}
