package io.commonweight.demo;

import io.commonweight.federation.follow.FeedReader;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.net.URI;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A node that was taken over: it submits an update of the right form whose values lie far outside
 * the bounds of the round. Run as a process of its own with the key of the node it was.
 */
final class HostileNode {
  /** The exit code if the log takes no update of this key, because it was revoked. */
  static final int REVOKED = 3;

  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final int BEYOND_ANY_BOUND = Integer.MAX_VALUE;

  private HostileNode() {}

  /**
   * Submits one hostile update to the round with a number.
   *
   * @param arguments registry, founding directory, key file, passphrase file, scratch file, round
   *     number
   * @return the exit code: 0 if the update was logged
   */
  static int run(String[] arguments) throws Exception {
    var registry = new RegistryClient(URI.create(arguments[0]));
    Founding founding = Founding.load(Path.of(arguments[1]));
    var passphrase = Passphrase.of(Optional.of(Path.of(arguments[3])), System.getenv());
    HybridKey key = KeyFile.load(Path.of(arguments[2]), passphrase).hybrid();
    Path blob = Path.of(arguments[4]);
    int number = Integer.parseInt(arguments[5]);

    FederationState state = awaitRound(registry, founding, number);
    writeBlob(newestRelease(state), blob);
    return isLogged(registry, state, key, blob) ? 0 : REVOKED;
  }

  private static boolean isLogged(
      RegistryClient registry, FederationState state, HybridKey key, Path blob) throws Exception {
    Round round = state.openRound().orElseThrow();
    byte[] salt = new byte[Update.SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Sha256 commitment = Update.commit(Bytes.of(salt), Sha256.of(blob));
    String federation = state.charter().federation();
    var session = registry.session(federation, key, Clock.systemUTC());
    var update =
        new Update(
            round.id(), round.open().base(), key.fingerprint(), commitment, 1, Files.size(blob));
    Envelope statement = Envelope.sign(new Statement(update), key);
    // Whether or not the blob is taken: what counts is the log.
    boolean _ = isTaken(() -> session.putUpdate(commitment, Bytes.of(salt), blob));
    return isTaken(
        () -> {
          var _ = registry.append(federation, statement);
        });
  }

  /** False if the key was revoked. */
  private static boolean isTaken(Request request) throws IOException {
    try {
      request.send();
      return true;
    } catch (RegistryException e) {
      if (!e.type().equals("revoked")) {
        throw e;
      }
      System.err.println(e.getMessage());
      return false;
    }
  }

  @FunctionalInterface
  private interface Request {
    void send() throws IOException;
  }

  private static FederationState awaitRound(RegistryClient registry, Founding founding, int number)
      throws Exception {
    VerifiedLog log = VerifiedLog.founding(founding);
    var reader = new FeedReader(registry, founding.charter().federation());
    while (!log.isConfirmed() || log.state().openRound().map(Round::number).orElse(0) != number) {
      log = log.extend(reader.after(log, WAIT), KeySets.NONE);
    }
    return log.state();
  }

  private static Release newestRelease(FederationState state) {
    return state.latestRelease().orElseThrow().release();
  }

  private static void writeBlob(Release base, Path blob) throws Exception {
    var tensors = new TreeMap<String, IntTensor>();
    for (Release.Tensor tensor : base.tensors()) {
      int elements =
          (int) tensor.shape().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
      int[] values = new int[elements];
      Arrays.fill(values, BEYOND_ANY_BOUND);
      tensors.put(tensor.name(), new IntTensor(tensor.shape(), IntBuffer.wrap(values)));
    }
    Safetensors.writeInts(blob, Dtype.I32, tensors);
  }
}
