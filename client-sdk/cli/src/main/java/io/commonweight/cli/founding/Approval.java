package io.commonweight.cli.founding;

import io.commonweight.cli.key.Delegating;
import io.commonweight.cli.key.RoleKey;
import io.commonweight.cli.log.Appended;
import io.commonweight.cli.log.FollowedLog;
import io.commonweight.cli.log.RootHolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What one organization does to found a federation. Every step may be repeated.
 *
 * @param holder the organization
 * @param clock for tokens, delegations and waiting
 * @param patience how long the other members are waited for
 * @param progress told what happens
 */
record Approval(RootHolder holder, Clock clock, Duration patience, Consumer<String> progress) {

  /** Appends the charter. */
  Appended charter() throws IOException, CommandException {
    return holder.append(holder.documents().payload().toArray());
  }

  /**
   * Waits until the charter is in force.
   *
   * @return what the log says then
   */
  FederationState awaitCharter() throws IOException, CommandException {
    progress.accept("waiting until the charter is in force");
    return new FollowedLog(holder.client(), holder.documents(), clock)
        .await(
            state -> state.directory().succession().isFounded(),
            patience,
            "%d members to approve the charter"
                .formatted(holder.documents().charter().organizationQuorum().required()));
  }

  /**
   * Delegates those keys that have no delegation yet.
   *
   * @param state what the log says
   * @return the place of each new delegation, by the key's name
   */
  Map<String, Long> delegations(List<RoleKey> keys, FederationState state)
      throws IOException, CommandException {
    var delegating = new Delegating(holder, state.directory().delegations(), clock.instant());
    var places = new LinkedHashMap<String, Long>();
    for (RoleKey key : keys) {
      if (delegating.isWanting(key)) {
        places.put(
            key.name(),
            delegating.delegate(key, Delegation.MAX_VALIDITY, OptionalLong.empty()).index());
      }
    }
    return places;
  }

  /**
   * Uploads the files of the first release and appends it.
   *
   * @param release the statement of {@code folder}
   */
  Appended release(Release release, ReleaseFolder folder) throws IOException, CommandException {
    RegistrySession session =
        holder.client().session(holder.documents().charter().federation(), holder.root(), clock);
    for (Release.File file : release.files()) {
      if (!isThere(file)) {
        progress.accept("uploading %s, %d bytes".formatted(file.path(), file.bytes()));
        session.putBlob(file.sha256(), folder.path(file));
      }
    }
    return holder.append(release);
  }

  private boolean isThere(Release.File file) throws IOException {
    try (var in = holder.client().open(file.sha256(), 0, 1)) {
      return in.read() >= 0;
    } catch (RegistryException e) {
      if (e.status() == 404 || e.status() == 416) {
        return false;
      }
      throw e;
    }
  }
}
