package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.SecureMessage;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** One message of each of several nodes. */
final class Transcript {

  private Transcript() {}

  /**
   * The messages by their nodes, unmodifiable.
   *
   * @throws SecAggException OTHER_SESSION, UNKNOWN_NODE if one is not of the round; REPEATED_NODE
   *     if a node has two
   */
  static <M extends SecureMessage> SortedMap<Fingerprint, Signed<M>> byNode(
      SecAggRound round, Collection<Signed<M>> messages) throws SecAggException {
    SortedMap<Fingerprint, Signed<M>> byNode = new TreeMap<>();
    for (Signed<M> signed : messages) {
      round.requirePart(signed.message());
      Fingerprint node = signed.message().node();
      if (byNode.put(node, signed) != null) {
        throw new SecAggException(
            Reason.REPEATED_NODE, node.abbreviated() + " stands there with two messages");
      }
    }
    return Collections.unmodifiableSortedMap(byNode);
  }

  /** SHA-256 over the digests of the payloads, which name their nodes, in the order of nodes. */
  static <M extends SecureMessage> Sha256 digest(SortedMap<Fingerprint, Signed<M>> messages) {
    MessageDigest digest = Sha256.newDigest();
    messages.values().forEach(signed -> digest.update(signed.digest().bytes()));
    return Sha256.ofBytes(digest.digest());
  }
}
