package io.commonweight.federation.round;

import io.commonweight.federation.secagg.Dealings;
import io.commonweight.federation.secagg.Recovered;
import io.commonweight.federation.secagg.Reveals;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.Survivors;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sums that count in a secure round whose masks are to be taken off: a function of the log up
 * to the end of the step in which shares are given out.
 *
 * @param sums the cohorts that count, sorted by session
 * @param rejected the survivors of those that do not, sorted by index
 * @param digest the digest that every aggregator of the round must state
 */
public record CohortInputs(List<CohortSum> sums, List<Rejection> rejected, Sha256 digest)
    implements RoundInputs {

  /** Copies the lists. */
  public CohortInputs {
    sums = List.copyOf(sums);
    rejected = List.copyOf(rejected);
  }

  /**
   * The inputs of a secure round.
   *
   * @param state the state as long as the round is aggregated or released
   * @throws java.util.NoSuchElementException if it is not
   */
  public static CohortInputs of(FederationState state, Round round) {
    SecureRound secure =
        state
            .secureRound()
            .filter(newest -> newest.id().equals(round.id()) && isUnmasked(state.phase()))
            .orElseThrow();
    List<CohortSum> sums = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    for (Cohort cohort : secure.cohorts()) {
      Optional<CohortSum> sum = sum(cohort);
      sum.ifPresent(sums::add);
      if (sum.isEmpty()) {
        Reason reason = cohort.survivors().isEmpty() ? Reason.TOO_FEW : Reason.UNRECOVERABLE;
        cohort
            .inputs()
            .forEach(input -> rejected.add(new Rejection(input.index(), input.signer(), reason)));
      }
    }
    rejected.sort(Comparator.comparingLong(Rejection::index));
    return new CohortInputs(sums, rejected, digest(secure));
  }

  private static boolean isUnmasked(Phase phase) {
    return phase instanceof Phase.Aggregating || phase instanceof Phase.Releasing;
  }

  private static Optional<CohortSum> sum(Cohort cohort) {
    Optional<Survivors> survivors = cohort.survivors();
    if (survivors.isEmpty()) {
      return Optional.empty();
    }
    try {
      Dealings dealings = cohort.dealings().orElseThrow();
      Recovered recovered =
          new Reveals(dealings, survivors.get()).recover(Cohort.signed(cohort.revealed()));
      return Optional.of(
          new CohortSum(
              cohort.organization(),
              dealings,
              survivors.get(),
              recovered,
              cohort.dealt(),
              cohort.inputs()));
    } catch (SecAggException e) {
      return Optional.empty(); // too few shares, or a dealer that dealt shares of something else
    }
  }

  private static Sha256 digest(SecureRound round) {
    return Sha256.of(CanonicalJson.write(round.cohorts().stream().map(CohortInputs::of).toList()));
  }

  private static Input of(Cohort cohort) {
    List<Logged<ShareReveal>> used =
        cohort.revealed().stream().limit(cohort.session().threshold()).toList();
    return new Input(
        cohort.dealings().map(Dealings::digest),
        used.stream().map(Logged::index).toList(),
        cohort.session().id(),
        cohort.inputs().stream()
            .sorted(Comparator.comparing(Logged::signer))
            .map(CohortInputs::of)
            .toList());
  }

  private static Survivor of(Logged<MaskedInput> input) {
    return new Survivor(input.index(), input.signer(), input.statement().vector());
  }

  private record Input(
      Optional<Sha256> dealings, List<Long> reveals, Sha256 session, List<Survivor> survivors) {}

  private record Survivor(long index, Fingerprint node, Sha256 vector) {}
}
