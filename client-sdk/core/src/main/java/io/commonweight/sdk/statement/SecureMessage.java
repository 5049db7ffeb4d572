package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;

/**
 * What a node says in a session of secure aggregation (Bonawitz et al., CCS 2017), of each kind
 * once: the log is how nodes hear of each other.
 */
public sealed interface SecureMessage extends Predicate
    permits KeyAdvertisement, ShareDealing, MaskedInput, ShareReveal {
  /** The most nodes of one session. */
  int MAX_NODES = 64;

  /** The session: a digest of the round, of all nodes that may take part, and of the numbers. */
  Sha256 session();

  /** Who says it. */
  Fingerprint node();
}
