package io.commonweight.cli.audit;

import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Whose fault an entry is that has no right to be in a log: its sequencer's, if the log's keys have
 * signed exactly the entries that are shown; else nobody's but the registry's that shows them.
 *
 * @param client the registry
 * @param federation whose log it is
 */
record Culprit(RegistryClient client, String federation) {

  /**
   * The organization that has signed what a registry shows.
   *
   * @param believed the log up to the entry that is refused
   * @return empty if no checkpoint is signed that covers these very entries
   */
  Optional<String> of(VerifiedLog believed) throws IOException {
    Feed feed = after(believed, believed.frontier());
    if (feed.entries().isEmpty()) {
      return Optional.empty(); // it was refused in the log that the federation went on in
    }
    try {
      var note = SignedNote.parse(feed.checkpoint().getBytes(StandardCharsets.UTF_8));
      Checkpoint signed = Checkpoint.open(note, believed.state().directory().inForce().logKeys());
      Frontier tree = believed.frontier();
      while (tree.size() < signed.size() && !feed.entries().isEmpty()) {
        for (Bytes entry : feed.entries()) {
          if (tree.size() < signed.size()) {
            tree = tree.append(MerkleTree.leafHash(entry.toArray()));
          }
        }
        feed = after(believed, tree);
      }
      return tree.size() == signed.size() && tree.root().equals(signed.root())
          ? Optional.of(believed.state().charter().log().sequencer())
          : Optional.empty();
    } catch (ProofException e) {
      return Optional.empty();
    }
  }

  private Feed after(VerifiedLog believed, Frontier tree) throws IOException {
    return client.entries(federation, believed.epoch(), tree.size(), Duration.ZERO);
  }
}
