package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Update;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The updates that count in a closed round that is open to see: a function of the log before its
 * cutoff, so no aggregator can drop or add one.
 *
 * @param inputs the updates to aggregate, sorted by node fingerprint
 * @param rejected the updates that the log alone shows not to count, sorted by index
 * @param ages how many rounds before this one each round was opened whose updates count, by its id
 */
public record InputSet(
    List<Logged<Update>> inputs, List<Rejection> rejected, SortedMap<Sha256, Integer> ages)
    implements RoundInputs {

  /** Copies the collections. */
  public InputSet {
    inputs = List.copyOf(inputs);
    rejected = List.copyOf(rejected);
    ages = Collections.unmodifiableSortedMap(new TreeMap<>(ages));
  }

  /**
   * The input set of a round.
   *
   * @throws java.util.NoSuchElementException if the round has not closed
   */
  public static InputSet of(FederationState state, Round round) {
    return new Window(state, round, round.cutoff().orElseThrow()).inputSet();
  }

  /** What the input set of an open round would be if it were closed by the next entry. */
  static InputSet soFar(FederationState state, Round round) {
    return new Window(state, round, state.size()).inputSet();
  }

  /** How many rounds older than this one the weights are that an input was trained from. */
  public int staleness(Logged<Update> input) {
    return ages.getOrDefault(input.statement().round(), 0);
  }

  @Override
  public Sha256 digest() {
    return Sha256.of(
        CanonicalJson.write(
            inputs.stream()
                .map(
                    input ->
                        new Input(
                            input.index(),
                            input.signer(),
                            input.statement().commitment(),
                            input.statement().frames(),
                            staleness(input)))
                .toList()));
  }

  private record Input(
      long index, Fingerprint node, Sha256 commitment, long frames, int staleness) {}
}
