package io.commonweight.federation.round;

import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
   * The release of a round: the last one with new weights, the optimizer's new state, and a new
   * card.
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
    return new Release(
        state.directory().charterDigest(),
        latest.release().policy(),
        latest.release().sequence() + 1,
        Optional.of(latest.digest()),
        Optional.of(round.id()),
        standing,
        files(latest.release(), result, card),
        latest.release().tensors());
  }

  private static List<Release.File> files(
      Release latest, Aggregate.Result result, Release.File card) {
    SortedMap<String, Release.File> files = new TreeMap<>();
    latest.files().forEach(file -> files.put(file.path(), file));
    files.keySet().removeAll(Release.OPTIMIZER_STATE);
    files.put(Release.CARD, card);
    // Same tensors in the same canonical form: same size, also of the optimizer's state.
    long bytes = latest.weights().bytes();
    files.put(Release.WEIGHTS, new Release.File(Release.WEIGHTS, result.outputDigest(), bytes));
    for (int i = 0; i < result.optimizerState().size(); i++) {
      String path = Release.OPTIMIZER_STATE.get(i);
      files.put(path, new Release.File(path, result.optimizerState().get(i), bytes));
    }
    return List.copyOf(files.values());
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
