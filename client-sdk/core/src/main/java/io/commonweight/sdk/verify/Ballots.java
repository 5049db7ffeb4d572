package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Envelope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Votes for charters that are not shown. Their keys are not there to verify them with, so they
 * count unread: only whoever runs the log could add votes that are none.
 */
final class Ballots {
  private final Map<Sha256, Set<String>> before = new HashMap<>();
  private final Map<Sha256, Set<String>> after = new HashMap<>();

  /**
   * Counts a vote.
   *
   * @param directory whose charter would be followed
   * @return whether quorums of both charters have now signed
   */
  boolean isRatifiedBy(Charter charter, Envelope envelope, Directory directory) {
    Sha256 digest = envelope.payloadDigest();
    String keyId = envelope.signatures().getFirst().keyId();
    if (!charter.previous().equals(Optional.of(directory.charterDigest()))) {
      return false;
    }
    boolean isLetGo = count(before, digest, keyId, directory.charter());
    boolean isTakenUp = count(after, digest, keyId, charter);
    return isLetGo && isTakenUp;
  }

  /** Whether a quorum of a charter has signed. */
  private static boolean count(
      Map<Sha256, Set<String>> votes, Sha256 digest, String keyId, Charter charter) {
    Set<String> voices = votes.computeIfAbsent(digest, _ -> new HashSet<>());
    charter.aggregating().stream()
        .filter(member -> member.root().ed25519().hex().equals(keyId))
        .map(Member::name)
        .forEach(voices::add);
    return voices.size() >= charter.organizationQuorum().required();
  }
}
