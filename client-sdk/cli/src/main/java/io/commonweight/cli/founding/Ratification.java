package io.commonweight.cli.founding;

import io.commonweight.cli.log.Appended;
import io.commonweight.cli.log.RootHolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What one organization does so that a later charter comes into force. Every step may be repeated.
 *
 * @param next the documents that are to follow those in force
 * @param isMove whether the federation goes on in another log, which then is where votes are cast
 * @param holder the organization
 */
record Ratification(Founding next, boolean isMove, RootHolder holder) {

  /**
   * Checks that the charter may follow, and that the key has a voice.
   *
   * @param directory what the log says
   * @throws CommandException if it may not, or has none
   */
  static Ratification of(Founding next, Directory directory, HybridKey root, RegistryClient client)
      throws CommandException {
    Founding inForce = directory.inForce();
    if (!next.charterDigest().equals(inForce.charterDigest())) {
      Optional<Refusal> refusal = directory.judge(next);
      if (refusal.isPresent()) {
        throw new CommandException(
            "that cannot follow the charter in force: " + refusal.get().detail());
      }
    }
    boolean isMove = next.charter().log().epoch() != inForce.charter().log().epoch();
    return new Ratification(
        next, isMove, RootHolder.of(isMove ? next : inForce, List.of(next, inForce), root, client));
  }

  /** Uploads the keys that the charter names, unless the registry has them. */
  void bringKeys(Clock clock) throws IOException {
    String federation = next.charter().federation();
    try {
      holder.client().keySet(federation, next.charter().keys());
    } catch (RegistryException e) {
      if (e.status() != 404) {
        throw e;
      }
      holder.client().session(federation, holder.root(), clock).putKeySet(next.keys());
    }
  }

  /** Appends the charter. */
  Appended vote() throws IOException, CommandException {
    return holder.append(next.payload().toArray());
  }
}
