package io.commonweight.demo;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.registry.Feed;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.net.URI;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * A node that was taken over: it submits an update of the right form whose values lie far outside
 * the bounds of the round. Run as a process of its own with the key of the node it was.
 */
final class HostileNode {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final int BEYOND_ANY_BOUND = Integer.MAX_VALUE;

  private HostileNode() {}

  /**
   * Submits one hostile update to the round with a number.
   *
   * @param arguments registry, founding directory, key file, scratch file, round number
   */
  static void run(String[] arguments) throws Exception {
    var registry = new RegistryClient(URI.create(arguments[0]));
    Founding founding = Founding.load(Path.of(arguments[1]));
    SigningKey key = SigningKey.load(Path.of(arguments[2]));
    Path blob = Path.of(arguments[3]);
    int number = Integer.parseInt(arguments[4]);

    FederationState state = awaitRound(registry, founding, number);
    Round round = state.openRound().orElseThrow();
    writeBlob(state.release(round.open().release()).orElseThrow().release(), blob);
    byte[] salt = new byte[Update.SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Sha256 commitment = Update.commit(Bytes.of(salt), Sha256.of(blob));
    String federation = founding.charter().federation();
    registry
        .session(federation, key, Clock.systemUTC())
        .putUpdate(commitment, Bytes.of(salt), blob);
    var update =
        new Update(
            round.id(), round.open().base(), key.fingerprint(), commitment, 1, Files.size(blob));
    var _ = registry.append(federation, Envelope.sign(new Statement(update), key));
  }

  private static FederationState awaitRound(RegistryClient registry, Founding founding, int number)
      throws Exception {
    VerifiedLog log = VerifiedLog.founding(founding);
    while (!log.isConfirmed() || log.state().openRound().map(Round::number).orElse(0) != number) {
      Feed feed = registry.entries(founding.charter().federation(), log.size(), WAIT);
      log = log.extend(feed.entries(), feed.checkpoint());
    }
    return log.state();
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
    Safetensors.writeInts(blob, tensors);
  }
}
