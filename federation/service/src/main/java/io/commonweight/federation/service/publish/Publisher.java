package io.commonweight.federation.service.publish;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cards.WeightsFacts;
import io.commonweight.federation.card.PolicyFacts;
import io.commonweight.federation.card.ReleaseCard;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.federation.service.shard.Coordinator;
import io.commonweight.federation.service.shard.RoundStore;
import io.commonweight.federation.service.shard.Site;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.SafetensorsHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Prepares what an organization signs as the release of a round: nothing that it has not computed
 * itself, no card that contradicts the weights, and no file that is not in the registry.
 */
public final class Publisher {
  private final String organization;
  private final Site site;
  private final Coordinator coordinator;
  private final PublicFiles files;

  /** The publisher of an organization. */
  public Publisher(String organization, Site site, Coordinator coordinator) {
    this.organization = organization;
    this.site = site;
    this.coordinator = coordinator;
    this.files = new PublicFiles(site);
  }

  /**
   * Publishes weights and card of a round.
   *
   * @param state a state that waits for the release
   * @param releasing its phase
   * @return what is to be signed
   * @throws CannotSignException if the organization cannot stand behind it
   * @throws IOException if a server cannot be reached; the same call may succeed later
   */
  public Release publish(FederationState state, Phase.Releasing releasing)
      throws IOException, InterruptedException, CannotSignException {
    Aggregate.Result result = releasing.result();
    requireOwn(state, releasing);
    requireProofs(state, releasing);
    LoggedRelease previous = state.release(releasing.round().open().release()).orElseThrow();
    byte[] card = card(state, releasing, previous.release());
    files.putWeights(result.outputDigest());
    for (Sha256 optimizerState : result.optimizerState()) {
      files.putWeights(optimizerState);
    }
    files.putCard(card);
    return Derivation.nextRelease(
        state,
        releasing.round(),
        result,
        releasing.standing(),
        new Release.File(Release.CARD, Sha256.of(card), card.length));
  }

  private void requireOwn(FederationState state, Phase.Releasing releasing)
      throws IOException, InterruptedException, CannotSignException {
    Aggregate.Result result = releasing.result();
    Optional<Logged<Aggregate>> stated = releasing.aggregates().of(organization);
    boolean hasBytes = hasAll(result);
    Aggregate.Result own =
        stated.isPresent() && hasBytes
            ? stated.get().statement().result()
            : coordinator
                .compute(state, releasing.round(), RoundInputs.of(state, releasing.round()))
                .result();
    if (!own.equals(result)) {
      throw new CannotSignException(
          "round %d: a quorum states output %s with %d rejected, this organization computed %s with %d"
              .formatted(
                  releasing.round().number(),
                  result.outputDigest(),
                  result.rejected().size(),
                  own.outputDigest(),
                  own.rejected().size()));
    }
  }

  private boolean hasAll(Aggregate.Result result) throws IOException {
    for (Sha256 file : result.optimizerState()) {
      if (!site.store().has(RoundStore.weightsKey(file))) {
        return false;
      }
    }
    return site.store().has(RoundStore.weightsKey(result.outputDigest()));
  }

  /** Only as many as had the bytes themselves count as a quorum. */
  private void requireProofs(FederationState state, Phase.Releasing releasing)
      throws IOException, CannotSignException {
    List<Logged<Aggregate>> agreeing =
        releasing.aggregates().cast().stream()
            .filter(vote -> vote.statement().result().equals(releasing.result()))
            .toList();
    int required = state.charter().organizationQuorum().required();
    String key = RoundStore.weightsKey(releasing.result().outputDigest());
    try (InputStream weights = site.store().open(key)) {
      int holding = OutputProofs.holding(agreeing, weights).size();
      if (holding < required) {
        throw new CannotSignException(
            "round %d: only %d of %d equal aggregates prove that their signers had the bytes, %d are needed"
                .formatted(releasing.round().number(), holding, agreeing.size(), required));
      }
    }
  }

  /** The card is made from the log alone, and held against the file. */
  private byte[] card(FederationState state, Phase.Releasing releasing, Release previous)
      throws IOException, CannotSignException {
    Sha256 weights = releasing.result().outputDigest();
    PolicyFacts policy = files.facts(previous);
    byte[] card;
    try {
      card =
          ReleaseCard.next(
              state,
              releasing.round(),
              releasing.result(),
              policy,
              ReleaseCard.facts(weights, previous.tensors()));
    } catch (IllegalArgumentException e) {
      throw new CannotSignException("no card can be made: " + e.getMessage(), e);
    }
    SafetensorsHeader header = files.header(weights);
    requireTrue(card, previous, ReleaseCard.facts(weights, header));
    return card;
  }

  private static void requireTrue(byte[] card, Release previous, WeightsFacts found)
      throws CannotSignException {
    try {
      CardClaims.read(card).check(previous.policy(), previous.sequence() + 1L, found);
    } catch (CardException e) {
      throw new CannotSignException("the card contradicts the weights: " + e.getMessage(), e);
    }
  }
}
