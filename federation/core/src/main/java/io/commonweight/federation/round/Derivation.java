package io.commonweight.federation.round;

import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that follow from the log, so that every organization signs the same bytes. */
public final class Derivation {

  private Derivation() {}

  /**
   * The opening of the round that follows the newest release.
   *
   * @throws java.util.NoSuchElementException if there is no release yet
   */
  public static RoundOpen nextRound(FederationState state) {
    LoggedRelease latest = state.latestRelease().orElseThrow();
    return RoundOpen.after(
        state.charter(), state.directory().charterDigest(), latest.release(), latest.digest());
  }

  /**
   * The release of a round: the last one with new weights and a new card.
   *
   * @param standing what was known of keys when a quorum of aggregates stood
   * @param card the card's file entry
   * @throws java.util.NoSuchElementException if there is no release yet
   */
  public static Release nextRelease(
      FederationState state,
      Round round,
      Aggregate.Result result,
      Release.Standing standing,
      Release.File card) {
    LoggedRelease latest = state.latestRelease().orElseThrow();
    Release.File weights = latest.release().weights();
    List<Release.File> files = new ArrayList<>();
    for (Release.File file : latest.release().files()) {
      files.add(
          switch (file.path()) {
            // Same tensors in the same canonical form: same size.
            case Release.WEIGHTS ->
                new Release.File(Release.WEIGHTS, result.outputDigest(), weights.bytes());
            case Release.CARD -> card;
            default -> file;
          });
    }
    return new Release(
        state.directory().charterDigest(),
        latest.release().policy(),
        latest.release().sequence() + 1,
        Optional.of(latest.digest()),
        Optional.of(round.id()),
        standing,
        files,
        latest.release().tensors());
  }

  /** Whether a release is the one of this round, whatever its card says. */
  static boolean follows(Release release, FederationState state, Phase.Releasing releasing) {
    return release
        .file(Release.CARD)
        .map(
            card ->
                nextRelease(
                    state, releasing.round(), releasing.result(), releasing.standing(), card))
        .filter(release::equals)
        .isPresent();
  }
}
