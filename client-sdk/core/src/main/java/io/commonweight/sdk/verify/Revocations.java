package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Revoked;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Statement;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The revocations that the signers of a release knew of. Its statement names them by one digest, so
 * none can be withheld.
 *
 * @param revoked in log order
 */
record Revocations(List<Revoked> revoked) {

  Revocations {
    revoked = List.copyOf(revoked);
  }

  static Revocations of(Evidence evidence, Release release)
      throws FailedCheckException, JsonException {
    List<Revoked> revoked = new ArrayList<>();
    MessageDigest digest = Sha256.newDigest();
    long last = -1;
    for (LoggedEntry entry : evidence.revocations()) {
      if (!(Statement.parse(entry.envelope()).predicate() instanceof Revocation revocation)) {
        throw new FailedCheckException("an entry of the evidence is no revocation");
      }
      require(
          entry.index() > last && entry.index() < release.standing().logSize(),
          "a revocation at place %d is out of order".formatted(entry.index()));
      last = entry.index();
      digest.update(entry.envelope().payloadDigest().bytes());
      revoked.add(new Revoked(revocation, entry.envelope().payloadDigest(), entry.index()));
    }
    Sha256 found = Sha256.ofBytes(digest.digest());
    require(
        found.equals(release.standing().revocations()),
        "%d revocations with digest %s are shown, the release's signers knew those with digest %s"
            .formatted(revoked.size(), found, release.standing().revocations()));
    return new Revocations(revoked);
  }

  /** Whether a key is among them. */
  boolean contains(Fingerprint key) {
    return revoked.stream().anyMatch(r -> r.key().equals(key));
  }

  /** These, and others that came later. */
  Revocations and(List<Revoked> later) {
    List<Revoked> all = new ArrayList<>(revoked);
    later.stream().filter(r -> !contains(r.key())).forEach(all::add);
    return new Revocations(all);
  }

  /** What takes a signature at a place its force. */
  Optional<Revoked> against(Voice voice) {
    return revoked.stream()
        .filter(r -> r.key().equals(voice.key()) && r.from() <= voice.place())
        .findFirst();
  }

  /** The signatures that keep their force. */
  List<Voice> standing(List<Voice> voices) {
    return voices.stream().filter(voice -> against(voice).isEmpty()).toList();
  }
}
