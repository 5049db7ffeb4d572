package io.commonweight.federation.aggregation;

import java.util.ArrayList;
import java.util.List;

/**
 * A contiguous part of the parameters: elements [from, to) over all tensors in file order, and so
 * the bytes [4 · from, 4 · to) of the data section of the base and of the output, and as many
 * values of each update.
 *
 * @param index position among the shards, from 0
 * @param segments the tensors' parts in order, without gaps
 */
public record Shard(int index, long from, long to, List<Segment> segments) {

  /** Bytes of one element of the base and of the output. */
  public static final int ELEMENT_BYTES = 4;

  /** Copies the segments. */
  public Shard {
    segments = List.copyOf(segments);
  }

  /** First byte in the data section of the base. */
  public long fromByte() {
    return Math.multiplyExact(ELEMENT_BYTES, from);
  }

  /** Byte after the last in the data section of the base. */
  public long toByte() {
    return Math.multiplyExact(ELEMENT_BYTES, to);
  }

  /**
   * Cuts the parameters into shards of {@code elementsPerShard} elements; the last may be smaller.
   *
   * @param tensors in file order
   * @return no shard if there is no element
   */
  public static List<Shard> cut(List<TensorRange> tensors, long elementsPerShard) {
    if (elementsPerShard < 1) {
      throw new IllegalArgumentException("a shard needs at least 1 element");
    }
    long total = tensors.stream().mapToLong(TensorRange::elements).reduce(0, Math::addExact);
    List<Shard> shards = new ArrayList<>();
    for (long from = 0; from < total; ) {
      long to = from + Math.min(elementsPerShard, total - from);
      shards.add(new Shard(shards.size(), from, to, segments(tensors, from, to)));
      from = to;
    }
    return List.copyOf(shards);
  }

  private static List<Segment> segments(List<TensorRange> tensors, long from, long to) {
    List<Segment> segments = new ArrayList<>();
    long start = 0;
    for (int tensor = 0; tensor < tensors.size(); tensor++) {
      long end = start + tensors.get(tensor).elements();
      long first = Math.max(start, from);
      long last = Math.min(end, to);
      if (first < last) {
        segments.add(new Segment(tensor, first, last, tensors.get(tensor).scale()));
      }
      start = end;
    }
    return segments;
  }
}
