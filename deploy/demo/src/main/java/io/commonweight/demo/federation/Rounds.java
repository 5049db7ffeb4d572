package io.commonweight.demo.federation;

import io.commonweight.demo.report.RoundRow;
import io.commonweight.demo.report.RoundRow.AggregateRow;
import io.commonweight.demo.report.RoundRow.QuorumRow;
import io.commonweight.demo.report.RoundRow.UpdateRow;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the log shows of each round. */
public final class Rounds {
  private final Map<Long, Logged<Aggregate>> aggregates = new TreeMap<>();

  /** Takes note of an entry. */
  public void logged(long index, SignedStatement statement) {
    if (statement.predicate() instanceof Aggregate aggregate) {
      aggregates.put(
          index,
          new Logged<>(
              index, statement.organization(), statement.signer(), statement.digest(), aggregate));
    }
  }

  /** The rounds that led to a release. */
  public List<RoundRow> rows(FederationState state) {
    List<RoundRow> rows = new ArrayList<>();
    for (LoggedRelease release : state.releases()) {
      release
          .release()
          .round()
          .flatMap(state::round)
          .ifPresent(r -> rows.add(row(state, r, release)));
    }
    return rows;
  }

  private RoundRow row(FederationState state, Round round, LoggedRelease release) {
    List<Logged<Aggregate>> stated =
        aggregates.values().stream()
            .filter(aggregate -> aggregate.statement().round().equals(round.id()))
            .toList();
    Aggregate agreed =
        stated.stream()
            .filter(aggregate -> release.aggregates().contains(aggregate.index()))
            .findFirst()
            .orElseThrow()
            .statement();
    return new RoundRow(
        round.number(),
        state.updates().stream()
            .filter(update -> update.statement().round().equals(round.id()))
            .map(update -> updateRow(update, agreed, round))
            .toList(),
        stated.stream()
            .map(a -> new AggregateRow(a.organization(), a.statement().outputDigest().hex()))
            .toList(),
        release.digest().hex(),
        new QuorumRow(
            (int)
                stated.stream().filter(a -> a.statement().result().equals(agreed.result())).count(),
            state.charter().organizationQuorum().required()));
  }

  private static UpdateRow updateRow(Logged<Update> update, Aggregate agreed, Round round) {
    Optional<String> reason =
        agreed.rejected().stream()
            .filter(rejection -> rejection.index() == update.index())
            .map(Rejection::reason)
            .map(Enum::name)
            .findFirst();
    boolean isInTime = update.index() < round.cutoff().orElseThrow();
    return new UpdateRow(
        update.organization(),
        update.signer().abbreviated(),
        update.statement().bytes(),
        isInTime && reason.isEmpty(),
        isInTime ? reason : Optional.of(Aggregate.Reason.LATE.name()));
  }
}
