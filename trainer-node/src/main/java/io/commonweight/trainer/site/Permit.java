package io.commonweight.trainer.site;

import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.statement.Delegation;
import java.time.Clock;
import java.util.Optional;

/**
 * What the node's organization lets it do, by the delegation of its key in the log.
 *
 * @param identity whose key it is
 * @param log where the delegation is looked up
 * @param clock by which it begins and ends
 */
record Permit(NodeIdentity identity, LogFollower log, Clock clock) {

  /** Why the node may not sign now, with the next step; empty if it may. */
  Optional<String> hindrance() {
    return identity.workingKey().hindrance(directory(), clock.instant());
  }

  /**
   * Goes on if the node may sign now.
   *
   * @throws SiteException if not
   */
  void require() throws SiteException {
    Optional<String> reason = hindrance();
    if (reason.isPresent()) {
      throw new SiteException(reason.get());
    }
  }

  /** As many of the frames as an update of this node may weigh. */
  long clamp(long frames) {
    return identity
        .workingKey()
        .delegation(directory())
        .map(Delegation::maxWeight)
        .filter(most -> most < frames)
        .orElse(frames);
  }

  private Directory directory() {
    return log.state().directory();
  }
}
