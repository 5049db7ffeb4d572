package io.commonweight.cli.audit;

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
import java.util.Optional;

/**
 * Fetches updates and judges them as every aggregator must.
 *
 * @param session may read them
 * @param rules what their content must meet
 */
record UpdateIntake(RegistrySession session, UpdateFile rules) {
  private static final int NOT_FOUND = 404;
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Fetches an update into a file.
   *
   * @return why it does not count; empty if it does
   * @throws IOException if the registry cannot be asked: then nothing is known about the update
   */
  Optional<Reason> take(Logged<Update> update, Path file) throws IOException {
    Sha256 commitment = update.statement().commitment();
    Optional<UpdateInfo> info = find(commitment);
    if (info.isEmpty()) {
      return Optional.of(Reason.MISSING_BLOB);
    }
    if (info.get().bytes() != update.statement().bytes()) {
      return Optional.of(Reason.SIZE);
    }
    Sha256 digest = download(commitment, info.get().bytes(), file);
    return Update.commit(info.get().salt(), digest).equals(commitment)
        ? rules.judge(file)
        : Optional.of(Reason.COMMITMENT);
  }

  private Optional<UpdateInfo> find(Sha256 commitment) throws IOException {
    try {
      UpdateInfo info = session.updateInfo(commitment);
      if (info.salt().size() != Update.SALT_BYTES || info.bytes() < 1) {
        throw new IOException("the registry told no salt or size of update " + commitment);
      }
      return Optional.of(info);
    } catch (RegistryException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Sha256 download(Sha256 commitment, long bytes, Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = session.openUpdate(commitment, 0, bytes);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (long left = bytes; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("update " + commitment + " ended " + left + " bytes early");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    return Sha256.ofBytes(digest.digest());
  }
}
