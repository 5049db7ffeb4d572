package io.commonweight.federation.service.shard;

import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.Logged;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.registry.RegistrySession.UpdateInfo;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Update;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Fetches updates from the registry, each once, and keeps those that count in the organization's
 * own store, where its workers read them.
 */
final class Intake {
  private static final int NOT_FOUND = 404;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int BUFFER_BYTES = 1 << 16;

  private final RegistrySession registry;
  private final RoundStore store;
  private final Clock clock;
  private final LongConsumer bytesRead;

  /**
   * @param bytesRead told of the bytes of each update that was fetched
   */
  Intake(RegistrySession registry, RoundStore store, Clock clock, LongConsumer bytesRead) {
    this.registry = registry;
    this.store = store;
    this.clock = clock;
    this.bytesRead = bytesRead;
  }

  /**
   * Takes an update in.
   *
   * @param rules what its content must meet
   * @param giveUpAt until when a blob that is not there is waited for: a mirror may be behind
   * @return why it does not count; empty if it does, and then it is in the store
   * @throws IOException if the registry cannot be asked: then nothing is known about the update
   */
  Optional<Reason> take(Logged<Update> update, UpdateFile rules, Instant giveUpAt)
      throws IOException, InterruptedException {
    Sha256 commitment = update.statement().commitment();
    if (store.has(RoundStore.updateKey(commitment))) {
      return Optional.empty(); // only what passed is ever kept there
    }
    Optional<UpdateInfo> info = find(commitment, giveUpAt);
    if (info.isEmpty()) {
      return Optional.of(Reason.MISSING_BLOB);
    }
    return info.get().bytes() == update.statement().bytes()
        ? fetch(commitment, info.get(), rules)
        : Optional.of(Reason.SIZE);
  }

  private Optional<UpdateInfo> find(Sha256 commitment, Instant giveUpAt)
      throws IOException, InterruptedException {
    while (true) {
      try {
        UpdateInfo info = registry.updateInfo(commitment);
        if (info.salt().size() != Update.SALT_BYTES || info.bytes() < 1) {
          throw new IOException("the registry told no salt or size of update " + commitment);
        }
        return Optional.of(info);
      } catch (RegistryException e) {
        if (e.status() != NOT_FOUND) {
          throw e;
        }
        if (!clock.instant().isBefore(giveUpAt)) {
          return Optional.empty();
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private Optional<Reason> fetch(Sha256 commitment, UpdateInfo info, UpdateFile rules)
      throws IOException {
    Path file = store.scratchFile();
    try {
      Sha256 digest = download(commitment, info.bytes(), file);
      if (!Update.commit(info.salt(), digest).equals(commitment)) {
        return Optional.of(Reason.COMMITMENT);
      }
      Optional<Reason> reason = rules.judge(file);
      if (reason.isEmpty()) {
        store.keep(RoundStore.updateKey(commitment), file);
      }
      return reason;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Sha256 download(Sha256 commitment, long bytes, Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    long left = bytes;
    try (InputStream in = registry.openUpdate(commitment, 0, bytes);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("update " + commitment + " ended " + left + " bytes early");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    bytesRead.accept(bytes);
    return Sha256.ofBytes(digest.digest());
  }
}
