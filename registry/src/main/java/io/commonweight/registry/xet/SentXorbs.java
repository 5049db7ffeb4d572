package io.commonweight.registry.xet;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The xorbs that one shard refers to; those it referred to last are remembered. */
final class SentXorbs {
  private static final int REMEMBERED = 16;

  private final Xorbs xorbs;
  private final long account;
  private final SequencedMap<XetHash, Xorb> lastUsed = new LinkedHashMap<>();

  SentXorbs(Xorbs xorbs, long account) {
    this.xorbs = xorbs;
    this.account = account;
  }

  /**
   * The hash of a file, of which every term is checked.
   *
   * @throws MalformedXetException if a term is not as its xorb has it, or the account has not sent
   *     that xorb
   */
  XetHash hash(ShardFile file) throws MalformedXetException {
    var tree = new MerkleTree();
    for (Term term : file.terms()) {
      get(term.xorb()).index().chunks(term).forEach(tree::add);
    }
    return tree.finishFile();
  }

  /** Opens the chunks of a term that was checked. */
  InputStream open(Term term) throws IOException {
    return xorbs.open(get(term.xorb()), term.first(), term.end());
  }

  private Xorb get(XetHash hash) throws MalformedXetException {
    Xorb known = lastUsed.remove(hash);
    Xorb xorb = known == null ? find(hash) : known;
    lastUsed.putLast(hash, xorb);
    if (lastUsed.size() > REMEMBERED) {
      lastUsed.pollFirstEntry();
    }
    return xorb;
  }

  private Xorb find(XetHash hash) throws MalformedXetException {
    return xorbs
        .use(account, hash)
        .orElseThrow(
            () ->
                new MalformedXetException(
                    "xorb %s is not here, or was sent by others: send it first".formatted(hash)));
  }
}
