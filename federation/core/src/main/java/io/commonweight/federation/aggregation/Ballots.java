package io.commonweight.federation.aggregation;

import java.io.IOException;
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
  private final Row update;
  private final long[] sums;

  Ballots(List<Voter> voters, List<Quanta> updates, int valueBits, int window) {
    this.voters = List.copyOf(voters);
    this.updates = List.copyOf(updates);
    this.valueBits = valueBits;
    boolean isGrouped = voters.stream().anyMatch(voter -> voter.shares().size() > 1);
    this.update = Row.of(valueBits, isGrouped ? window : 0);
    this.sums = new long[isGrouped ? window : 0];
    voters.forEach(voter -> Quotient.requireExact(valueBits, voter.weight()));
  }

  int voters() {
    return voters.size();
  }

  int valueBits() {
    return valueBits;
  }

  /** Reads the next values of a voter. */
  void read(int voter, Row to, int count) throws IOException {
    List<Voter.Share> shares = voters.get(voter).shares();
    if (shares.size() == 1) {
      to.read(updates.get(shares.getFirst().input()), count);
      return;
    }
    Arrays.fill(sums, 0, count, 0);
    for (Voter.Share share : shares) {
      update.read(updates.get(share.input()), count);
      update.addTo(sums, share.weight(), count);
    }
    to.divide(sums, voters.get(voter).weight(), count);
  }
}
