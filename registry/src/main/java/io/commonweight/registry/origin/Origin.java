package io.commonweight.registry.origin;

import io.commonweight.registry.problem.Problem;
import io.commonweight.registry.problem.RegistryException.Forwarded;
import io.commonweight.registry.problem.RegistryException.OriginUnreachable;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TileReader;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.registry.RegistrySession.UpdateInfo;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The origin of one federation's log. Reads fail with an {@link IOException}; writes fail the way
 * the caller is answered: with the origin's own refusal, or because it cannot be reached.
 */
public final class Origin {
  private static final int SERVER_ERROR = 500;
  private static final int NOT_FOUND = 404;

  /** 256 entries of the greatest length, each after its length. */
  private static final int MAX_TILE_BYTES = 256 * (65_535 + 2);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  /** What only a request for a token is refused with: it is about this registry's own key. */
  private static final Set<String> NOT_ADMITTED = Set.of("unknown-signer", "revoked", "expired");

  private final String federation;
  private final RegistryClient client;
  private final RegistrySession session;

  /**
   * The origin of a federation's log.
   *
   * @param session proves who this registry is, once the log has its key
   */
  public Origin(String federation, RegistryClient client, RegistrySession session) {
    this.federation = federation;
    this.client = client;
    this.session = session;
  }

  /** Something the origin is asked to do. */
  @FunctionalInterface
  private interface Write<T> {
    T run() throws IOException;
  }

  /** Something the origin is asked to do by this registry, whoever asked this one. */
  @FunctionalInterface
  private interface Deed {
    void run() throws IOException;
  }

  /** One of the federation's logs from an index on. */
  public Feed entries(int epoch, long from, Duration wait) throws IOException {
    return client.entries(federation, epoch, from, wait);
  }

  /** The tiles of one of the federation's logs; nothing of them is verified. */
  public TileReader tiles(int epoch) {
    return path -> {
      try {
        return Optional.of(
            client.file(
                "v1/federations/%s/epochs/%d/log/%s".formatted(federation, epoch, path.path()),
                MAX_TILE_BYTES));
      } catch (RegistryException e) {
        if (e.status() == NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    };
  }

  /** The newest checkpoint that the origin calls witnessed, if there is one; verify it. */
  public Optional<SignedNote> witnessed() throws IOException {
    return client.witnessed(federation);
  }

  /** The keys that a charter names by that digest, if the origin has them. */
  public Optional<KeySet> keySet(Sha256 digest) throws IOException {
    try {
      return Optional.of(client.keySet(federation, digest));
    } catch (RegistryException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Downloads a public blob; the target appears only once its digest was verified. */
  public void download(Sha256 blob, long bytes, Path target) throws IOException {
    client.download(blob, bytes, target, _ -> {});
  }

  /** The salt and size of an update blob. */
  public UpdateInfo updateInfo(Sha256 commitment) throws IOException {
    return session.updateInfo(commitment);
  }

  /** Opens an update blob. The caller closes it, and checks what it reads. */
  public InputStream openUpdate(Sha256 commitment, long bytes) throws IOException {
    return session.openUpdate(commitment, 0, bytes);
  }

  /** The size of a blob of a secure round. */
  public long secureBlobBytes(Sha256 digest) throws IOException {
    return session.secureBlobBytes(digest);
  }

  /** Opens a blob of a secure round. The caller closes it, and checks what it reads. */
  public InputStream openSecureBlob(Sha256 digest, long bytes) throws IOException {
    return session.openSecureBlob(digest, 0, bytes);
  }

  /** The organizations of whose bundle of a release the origin has one. */
  public List<String> bundles(Sha256 release) throws IOException {
    return client.bundles(federation, release);
  }

  /** An organization's bundle of a release. The caller verifies it. */
  public OmsBundle bundle(Sha256 release, String organization) throws IOException {
    return client.bundle(federation, release, organization);
  }

  /** Stores an organization's bundle of a release at the origin. */
  public void putBundle(Sha256 release, String organization, OmsBundle bundle) {
    forward(
        () -> {
          client.putBundle(federation, release, organization, bundle);
          return true;
        });
  }

  /** Appends a statement and returns the origin's receipt. */
  public String append(Envelope statement) {
    return forward(() -> client.append(federation, statement).encode());
  }

  /** Stores an update blob at the origin. */
  public void putUpdate(Sha256 commitment, Bytes salt, Path blob) {
    asOneself(() -> session.putUpdate(commitment, salt, blob));
  }

  /** Stores a blob of a secure round at the origin. */
  public void putSecureBlob(Sha256 digest, Path blob) {
    asOneself(() -> session.putSecureBlob(digest, blob));
  }

  /** Stores a public blob at the origin. */
  public void putBlob(Sha256 digest, Path blob) {
    asOneself(() -> session.putBlob(digest, blob));
  }

  /** Stores the keys of a new charter at the origin. */
  public void putKeySet(KeySet keys) {
    asOneself(() -> session.putKeySet(keys));
  }

  private void asOneself(Deed deed) {
    forward(
        () -> {
          try {
            deed.run();
          } catch (RegistryException e) {
            if (NOT_ADMITTED.contains(e.type())) {
              throw new Unavailable(
                  "the origin takes nothing from this registry, whose own key is refused: "
                      + e.getMessage(),
                  RETRY_AFTER);
            }
            throw e;
          }
          return true;
        });
  }

  private <T> T forward(Write<T> write) {
    try {
      return write.run();
    } catch (RegistryException e) {
      if (e.status() >= SERVER_ERROR) {
        throw new OriginUnreachable(client.registry().toString());
      }
      throw new Forwarded(
          Problem.of(
              e.type(), "Refused by the origin", e.status(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new OriginUnreachable(client.registry().toString());
    }
  }
}
