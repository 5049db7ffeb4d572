package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Quantizer;
import io.commonweight.federation.aggregation.Segment;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import java.util.Collections;
import java.util.List;

/**
 * What a charter says of aggregation, but for the rule.
 *
 * @param scale quanta are worth 2^−scale
 * @param normBound the largest squared norm of an update, in units of 4^−scale
 * @param nodeCap the most weight of a node
 * @param organizationCap the most weight of an organization
 */
record Engine(
    Encoding encoding,
    int scale,
    Unsigned128 normBound,
    long nodeCap,
    long organizationCap,
    Optimizer optimizer) {

  /** What nodes quantise with. */
  Quantizer quantizer() {
    return new Quantizer(Collections.nCopies(Network.SIZES.size(), scale), encoding, normBound);
  }

  /** All parameters, for the kernels. */
  List<Segment> segments() {
    List<TensorRange> tensors =
        Network.SIZES.stream().map(size -> new TensorRange(size, scale)).toList();
    return Shard.cut(tensors, Long.MAX_VALUE).getFirst().segments();
  }
}
