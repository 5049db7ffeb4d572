package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.SecureMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A round in which nodes mask what they submit. Its cohorts are fixed where it was opened.
 * Immutable.
 *
 * @param id the round's id
 * @param cohorts the cohorts of at least two nodes, sorted by session
 */
public record SecureRound(Sha256 id, List<Cohort> cohorts) {

  /** Copies the list. */
  public SecureRound {
    cohorts = List.copyOf(cohorts);
  }

  /** The cohort of a session. */
  public Optional<Cohort> cohort(Sha256 session) {
    return cohorts.stream().filter(cohort -> cohort.session().id().equals(session)).findFirst();
  }

  /** The cohort that a node is of. */
  public Optional<Cohort> cohortOf(Fingerprint node) {
    return cohorts.stream().filter(cohort -> cohort.session().ids().contains(node)).findFirst();
  }

  SecureRound with(Logged<? extends SecureMessage> message) {
    return map(
        cohort ->
            cohort.session().id().equals(message.statement().session())
                ? cohort.with(message)
                : cohort);
  }

  SecureRound closedAt(long cutoff, Directory directory) {
    return map(cohort -> cohort.closedAt(cutoff, directory));
  }

  private SecureRound map(UnaryOperator<Cohort> change) {
    return new SecureRound(id, cohorts.stream().map(change).toList());
  }
}
