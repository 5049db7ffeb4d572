package io.commonweight.registry.xet;

import io.commonweight.sdk.Sha256;
import java.util.List;

/**
 * A file, as a shard says it is put together.
 *
 * @param hash its hash in Xet
 * @param terms its parts, in order
 * @param sha256 the digest of its content
 */
record ShardFile(XetHash hash, List<Term> terms, Sha256 sha256) {
  /** Copies the terms. */
  ShardFile {
    terms = List.copyOf(terms);
  }

  /** Its length. */
  long bytes() {
    return terms.stream().mapToLong(Term::bytes).sum();
  }
}
