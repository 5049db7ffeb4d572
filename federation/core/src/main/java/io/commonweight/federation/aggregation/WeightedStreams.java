package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/** The updates of the voters that have a weight, {@link Lanes#STREAMS} at a time. */
final class WeightedStreams {
  private final Ballots ballots;
  private final List<Integer> weights;
  private final List<Integer> counting;

  /** What is done with some of them; a stream that is not there is another one of weight 0. */
  interface Sink {
    void add(MemorySegment[] values, long[] weights);
  }

  /** The streams of voters whose values are plain. */
  WeightedStreams(Ballots ballots, List<Integer> weights) {
    this.ballots = ballots;
    this.weights = weights;
    this.counting =
        IntStream.range(0, weights.size()).filter(i -> weights.get(i) != 0).boxed().toList();
  }

  /** Hands on the next values of all. */
  void next(int count, Sink sink) throws IOException {
    for (int i = 0; i < counting.size(); i += Lanes.STREAMS) {
      some(i, count, sink);
    }
  }

  private void some(int from, int count, Sink sink) throws IOException {
    var values = new MemorySegment[Lanes.STREAMS];
    long[] factors = new long[Lanes.STREAMS];
    for (int stream = 0; stream < Lanes.STREAMS; stream++) {
      boolean isThere = from + stream < counting.size();
      int voter = counting.get(isThere ? from + stream : from);
      values[stream] = isThere ? ballots.next(voter, count) : values[0];
      factors[stream] = isThere ? weights.get(voter) : 0;
    }
    sink.add(values, factors);
  }
}
