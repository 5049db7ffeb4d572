package io.commonweight.registry.xet;

import io.commonweight.registry.blob.Receiver;
import io.commonweight.registry.blob.Receiver.Received;
import io.commonweight.sdk.blob.BlobStore;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The xorbs that clients sent. One is kept for some time after it was last used, since clients
 * remember for three weeks what they sent, and then send references alone.
 *
 * <p>Whoever has not sent a xorb learns nothing of it. So it makes no difference to an account
 * whether another has sent the same.
 */
@ApplicationScoped
class Xorbs {
  /** How long a xorb stays that nobody uses. */
  static final Duration KEPT = Duration.ofDays(28);

  /** Longest body: 64 MiB of content that cannot be compressed, with headers and a footer. */
  static final long MAX_BYTES = 65L << 20;

  private static final String PREFIX = "xorbs/";
  private static final int BATCH = 100;

  private final XorbRepository xorbs;
  private final BlobStore store;
  private final Receiver receiver;
  private final Clock clock;

  Xorbs(XorbRepository xorbs, BlobStore store, Receiver receiver, Clock clock) {
    this.xorbs = xorbs;
    this.store = store;
    this.receiver = receiver;
    this.clock = clock;
  }

  /**
   * Takes a xorb in.
   *
   * @return whether the account had not sent it before
   * @throws MalformedXetException if the body is none, or another
   */
  boolean put(long account, XetHash hash, InputStream body) throws IOException {
    try (Received received = receiver.receive("the xorb", body, MAX_BYTES)) {
      XorbIndex index = index(received);
      if (!index.hash().equals(hash)) {
        throw new MalformedXetException(
            "the xorb's hash is %s, not the declared %s".formatted(index.hash(), hash));
      }
      while (!xorbs.use(hash, clock.instant())) {
        store(hash, index, received);
      }
      return xorbs.addSender(hash, account);
    }
  }

  private static XorbIndex index(Received received) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(received.file()))) {
      return XorbIndex.read(in);
    }
  }

  /** Stores the chunks under a key of their own, so no deletion of earlier ones can hit them. */
  private void store(XetHash hash, XorbIndex index, Received received) throws IOException {
    String key = PREFIX + hash + '/' + UUID.randomUUID();
    try (InputStream in = Files.newInputStream(received.file())) {
      store.put(key, in, index.storedBytes());
    }
    if (!xorbs.insertIfAbsent(hash, key, index, clock.instant())) {
      store.delete(key);
    }
  }

  /** A xorb that an account has sent, which stays for some time from now on. */
  Optional<Xorb> use(long account, XetHash hash) {
    Optional<Xorb> found = find(account, hash);
    return found.filter(_ -> xorbs.use(hash, clock.instant()));
  }

  /** A xorb that an account has sent. */
  Optional<Xorb> find(long account, XetHash hash) {
    return xorbs
        .find(hash, account)
        .map(row -> new Xorb(hash, row.objectKey, XorbIndex.ofBytes(row.places)));
  }

  /**
   * Opens some chunks of a xorb.
   *
   * @param first the first one
   * @param end the one behind the last
   */
  InputStream open(Xorb xorb, int first, int end) throws IOException {
    long start = xorb.index().start(first);
    return store
        .open(xorb.objectKey(), start, xorb.index().start(end) - start)
        .orElseThrow(() -> new IOException("xorb " + xorb.hash() + " has lost its bytes"));
  }

  /** Forgets the xorbs that nobody used for long. */
  @Scheduled(every = "PT1H", delayed = "PT1M", concurrentExecution = ConcurrentExecution.SKIP)
  void forgetUnused() throws IOException {
    List<String> forgotten;
    do {
      forgotten = xorbs.forget(clock.instant().minus(KEPT), BATCH);
      for (String key : forgotten) {
        store.delete(key);
      }
    } while (forgotten.size() == BATCH);
  }
}
