package io.commonweight.federation.aggregation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One voice in a rule: an update, or the weighted mean of an organization's updates, rounded half
 * to even. An organization with many nodes then has no more to say than one with few.
 *
 * @param shares the updates that it is made of, at least one
 */
public record Voter(List<Share> shares) {

  /**
   * An update of a voter.
   *
   * @param input its place in the list of updates
   * @param weight its weight among the voter's, at least 1
   * @param updates of how many updates it is the sum, at least 1
   */
  public record Share(int input, int weight, int updates) {}

  /** Copies the shares. */
  public Voter {
    shares = List.copyOf(shares);
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("a voter has at least one update");
    }
  }

  /** A voter for each of so many updates. */
  public static List<Voter> ofEach(int updates) {
    List<Voter> voters = new ArrayList<>();
    for (int i = 0; i < updates; i++) {
      voters.add(new Voter(List.of(new Share(i, 1, 1))));
    }
    return voters;
  }

  /**
   * A voter for each organization, in the order of its first update.
   *
   * @param weights the weight of each contribution
   */
  public static List<Voter> ofOrganizations(
      List<Contribution> contributions, List<Integer> weights) {
    Map<String, List<Share>> shares = new LinkedHashMap<>();
    for (int i = 0; i < contributions.size(); i++) {
      shares
          .computeIfAbsent(contributions.get(i).organization(), _ -> new ArrayList<>())
          .add(new Share(i, weights.get(i), 1));
    }
    return shares.values().stream().map(Voter::new).toList();
  }

  /** Whether its values are those of one update. */
  boolean isOneUpdate() {
    return shares.size() == 1 && shares.getFirst().updates() == 1;
  }

  /** What the sum of its shares is to be divided by. */
  long divisor() {
    return shares.stream().mapToLong(share -> (long) share.weight() * share.updates()).sum();
  }
}
