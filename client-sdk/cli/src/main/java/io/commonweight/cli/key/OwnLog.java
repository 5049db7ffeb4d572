package io.commonweight.cli.key;

import io.commonweight.cli.log.FollowedLog;
import io.commonweight.cli.log.RootHolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.charter.Delegations;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;

/**
 * What the log of a federation says, and an organization that may add to it.
 *
 * @param state what the log says
 * @param holder the organization
 */
public record OwnLog(FederationState state, RootHolder holder) {

  /**
   * Reads and verifies the log.
   *
   * @param root the organization's root key
   * @throws CommandException if the log cannot be believed, its charter is not yet in force, or the
   *     charter in force does not name the key
   */
  public static OwnLog read(FollowedLog log, HybridKey root, RegistryClient client)
      throws IOException, CommandException {
    FederationState state = log.current();
    if (!state.directory().succession().isFounded()) {
      throw new CommandException(
          "the charter is not in force yet: approve it with 'commonweight federation approve'");
    }
    return new OwnLog(state, RootHolder.of(state.directory().inForce(), root, client));
  }

  /** The keys that have roles in it. */
  Delegations delegations() {
    return state.directory().delegations();
  }
}
