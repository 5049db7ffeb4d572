package io.commonweight.federation.card;

import io.commonweight.cards.Evaluation;
import io.commonweight.cards.Identity;
import io.commonweight.cards.Lineage;
import io.commonweight.cards.Lineage.Accepted;
import io.commonweight.cards.Lineage.Refused;
import io.commonweight.cards.ModelCard;
import io.commonweight.cards.WeightsFacts;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.SafetensorsHeader;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The card of a release: the bytes of its {@code README.md}. It tells of the round that made the
 * release and of what was logged before that round closed; earlier rounds stand in the cards of the
 * releases it descends from.
 */
public final class ReleaseCard {
  /** The most evaluations a card shows: the latest ones. */
  public static final int MAX_EVALUATIONS = 100;

  private ReleaseCard() {}

  /**
   * The card of release 0, which no round made.
   *
   * @param charter the charter it is released under
   * @param policy what its other files tell
   * @param weights what its weights file tells
   * @param source how the weights came to be, in a few words
   * @throws IllegalArgumentException if a name or licence is none that a registry takes
   */
  public static byte[] initial(
      Charter charter, PolicyFacts policy, WeightsFacts weights, String source) {
    return render(
        charter,
        0,
        policy,
        weights,
        new Lineage(new Lineage.Initial(source), List.of()),
        List.of());
  }

  /**
   * The card of the release that follows from a round.
   *
   * @param state any state in which the round has closed and its release is not yet in force
   * @param round the round
   * @param result what a quorum made of it
   * @param policy what the previous release's other files tell
   * @param weights what the new weights file tells
   * @throws java.util.NoSuchElementException if the round is open or there is no release 0
   */
  public static byte[] next(
      FederationState state,
      Round round,
      Aggregate.Result result,
      PolicyFacts policy,
      WeightsFacts weights) {
    LoggedRelease previous = state.release(round.open().release()).orElseThrow();
    var lineage =
        new Lineage(
            new Lineage.Derived(previous.digest().hex()), List.of(outcome(state, round, result)));
    return render(
        state.charter(),
        previous.release().sequence() + 1,
        policy,
        weights,
        lineage,
        evaluations(state, round.cutoff().orElseThrow()));
  }

  /**
   * What a weights file tells.
   *
   * @param sha256 the digest of the file
   * @param header its header
   */
  public static WeightsFacts facts(Sha256 sha256, SafetensorsHeader header) {
    return new WeightsFacts(
        sha256.hex(),
        header.tensors().stream()
            .map(t -> new WeightsFacts.Tensor(t.name(), t.dtype().name(), t.shape()))
            .toList());
  }

  /**
   * What a release says of its weights.
   *
   * @param sha256 the digest of the weights file
   * @param tensors its tensors, all {@code F32}
   */
  public static WeightsFacts facts(Sha256 sha256, List<Release.Tensor> tensors) {
    return new WeightsFacts(
        sha256.hex(),
        tensors.stream()
            .map(t -> new WeightsFacts.Tensor(t.name(), Dtype.F32.name(), t.shape()))
            .toList());
  }

  private static byte[] render(
      Charter charter,
      int sequence,
      PolicyFacts policy,
      WeightsFacts weights,
      Lineage lineage,
      List<Evaluation> evaluations) {
    var identity = new Identity(charter.policy(), sequence, policy.license(), List.of(), List.of());
    return new ModelCard(identity, weights, lineage, policy.embodiment(), evaluations).readme();
  }

  private static Lineage.Round outcome(
      FederationState state, Round round, Aggregate.Result result) {
    Set<Long> rejected =
        result.rejected().stream()
            .map(Aggregate.Rejection::index)
            .collect(Collectors.toUnmodifiableSet());
    return new Lineage.Round(
        round.number(),
        counted(RoundInputs.of(state, round)).stream()
            .filter(input -> !rejected.contains(input.index()))
            .map(input -> new Accepted(input.organization(), input.signer().abbreviated()))
            .toList(),
        result.rejected().stream().map(r -> refused(state, r)).toList());
  }

  /** What may count, sorted by node. */
  private static List<? extends Logged<?>> counted(RoundInputs inputs) {
    return switch (inputs) {
      case InputSet updates -> updates.inputs();
      case CohortInputs cohorts ->
          cohorts.sums().stream()
              .flatMap(sum -> sum.inputs().stream())
              .sorted(Comparator.comparing(Logged::signer))
              .toList();
    };
  }

  private static Refused refused(FederationState state, Aggregate.Rejection rejection) {
    Fingerprint node = rejection.node();
    return new Refused(
        state.directory().delegations().find(node).map(Delegated::organization).orElseThrow(),
        node.abbreviated(),
        rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static List<Evaluation> evaluations(FederationState state, long cutoff) {
    List<Evaluation> logged =
        state.evaluations().stream()
            .filter(evaluation -> evaluation.index() < cutoff)
            .map(evaluation -> evaluation(state, evaluation))
            .toList();
    return logged.subList(Math.max(0, logged.size() - MAX_EVALUATIONS), logged.size());
  }

  private static Evaluation evaluation(
      FederationState state, Logged<io.commonweight.sdk.statement.Evaluation> logged) {
    var statement = logged.statement();
    return new Evaluation(
        state.release(statement.release()).orElseThrow().release().sequence(),
        statement.policy().hex(),
        logged.organization(),
        statement.suite(),
        statement.split(),
        statement.successes(),
        statement.trials());
  }
}
