package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * The voters' values, window by window, from the updates' values. Every voter is to be read once
 * for each window. Not thread-safe.
 */
final class Ballots {
  private final List<Voter> voters;
  private final List<Quanta> updates;
  private final int valueBits;
  private final int window;
  private final Row update;
  private final long[] sums;

  Ballots(List<Voter> voters, List<Quanta> updates, int valueBits, int window) {
    this.voters = List.copyOf(voters);
    this.updates = List.copyOf(updates);
    this.valueBits = valueBits;
    this.window = window;
    boolean isMixed = !voters.stream().allMatch(Voter::isOneUpdate);
    int widest = updates.stream().mapToInt(Quanta::width).max().orElse(0);
    this.update = Row.of(widest * Byte.SIZE, isMixed ? window : 0);
    this.sums = new long[isMixed ? window : 0];
    voters.forEach(voter -> Quotient.requireExact(valueBits, voter.divisor()));
  }

  int voters() {
    return voters.size();
  }

  int valueBits() {
    return valueBits;
  }

  /** The most values of one window. */
  int window() {
    return window;
  }

  /** Whether the voters' values are the updates' own, and so many bytes each. */
  boolean arePlain(int width) {
    return voters.stream().allMatch(Voter::isOneUpdate)
        && updates.stream().allMatch(update -> update.width() == width);
  }

  /** The next values of a voter as they lie in its update, if they are plain. */
  MemorySegment next(int voter, int count) throws IOException {
    return of(voters.get(voter).shares().getFirst()).next(count);
  }

  /** Reads the next values of a voter. */
  void read(int voter, Row to, int count) throws IOException {
    Voter from = voters.get(voter);
    if (from.isOneUpdate()) {
      to.read(of(from.shares().getFirst()), count);
      return;
    }
    Arrays.fill(sums, 0, count, 0);
    for (Voter.Share share : from.shares()) {
      update.read(of(share), count);
      update.addTo(sums, share.weight(), count);
    }
    to.divide(sums, from.divisor(), count);
  }

  private Quanta of(Voter.Share share) {
    return updates.get(share.input());
  }
}
