package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Votes for other releases than the one that is verified, behind it in the log. They count unread,
 * so that nothing that is withheld makes them count less: a key whose delegation is not shown
 * counts as one organization. Only whoever runs the log could add votes that are none.
 */
final class OtherReleases {
  private final Release release;
  private final Sha256 digest;
  private final Map<Sha256, Set<String>> votes = new HashMap<>();
  private boolean isLaterThere;

  /**
   * Begins without votes.
   *
   * @param release the one that is verified
   * @param digest what names it
   */
  OtherReleases(Release release, Sha256 digest) {
    this.release = release;
    this.digest = digest;
  }

  /**
   * Counts a vote by the quorum of the charter under which it was cast.
   *
   * @throws FailedCheckException if another release of the same number is now in the log
   */
  void vote(Release other, Envelope envelope, Directory directory) throws FailedCheckException {
    Sha256 named = envelope.payloadDigest();
    if (named.equals(digest) || other.sequence() < release.sequence()) {
      return;
    }
    Set<String> voices = votes.computeIfAbsent(named, _ -> new HashSet<>());
    voices.add(voice(envelope.signatures().getFirst().keyId(), directory));
    if (voices.size() >= directory.charter().organizationQuorum().required()) {
      require(
          other.sequence() > release.sequence(),
          "two different releases %d stand in the log, sha256:%s and sha256:%s: tell the federation's members"
              .formatted(release.sequence(), digest, named));
      isLaterThere = true;
    }
  }

  private static String voice(String keyId, Directory directory) {
    return directory.delegations().delegated().values().stream()
        .filter(d -> d.delegation().fingerprint().hex().equals(keyId))
        .map(Delegated::organization)
        .findFirst()
        .orElse(keyId);
  }

  /** Whether a quorum has signed a later one. */
  boolean isLaterThere() {
    return isLaterThere;
  }
}
