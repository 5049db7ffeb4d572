package io.commonweight.sdk.charter;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The founding documents of a federation: its charter and the keys it names. Whoever has compared
 * {@link #charterDigest} out of band needs nothing else to judge every later statement.
 *
 * @param charter the charter
 * @param payload the exact bytes of the charter's statement
 * @param keys the keys the charter names
 */
public record Founding(Charter charter, Bytes payload, KeySet keys) {
  /** The file that holds the charter's statement. */
  public static final String CHARTER_FILE = "charter.json";

  /** The file that holds the keys. */
  public static final String KEYS_FILE = "keys.json";

  /**
   * Checks that the documents belong together.
   *
   * @throws JsonException if one is malformed, if they do not match, or if a key is missing
   */
  public static Founding of(byte[] charterJson, byte[] keysJson) throws JsonException {
    if (!(Statement.parse(charterJson).predicate() instanceof Charter charter)) {
      throw new JsonException(CHARTER_FILE + " is a statement of another kind");
    }
    if (!Sha256.of(keysJson).equals(charter.keys())) {
      throw new JsonException(
          KEYS_FILE
              + " has digest "
              + Sha256.of(keysJson)
              + ", the charter names "
              + charter.keys());
    }
    KeySet keys = KeySet.parse(keysJson);
    for (Charter.Member member : charter.members()) {
      requireKey(keys, member.root(), member.name());
      for (Fingerprint node : member.nodes()) {
        requireKey(keys, node, member.name());
      }
      if (member.aggregator().isPresent()) {
        requireKey(keys, member.aggregator().get(), member.name());
      }
      if (member.registry().isPresent()) {
        requireKey(keys, member.registry().get(), member.name());
      }
    }
    requireKey(keys, charter.log().key(), "the log");
    return new Founding(charter, Bytes.of(charterJson), keys);
  }

  /**
   * Reads {@code charter.json} and {@code keys.json} of a directory.
   *
   * @throws IOException if a file cannot be read or {@link #of} refuses them; the message says
   *     which
   */
  public static Founding load(Path directory) throws IOException {
    try {
      return of(
          readBounded(directory.resolve(CHARTER_FILE), Envelope.MAX_BYTES),
          readBounded(directory.resolve(KEYS_FILE), KeySet.MAX_BYTES));
    } catch (JsonException e) {
      throw new IOException("the founding documents in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Writes both files into a directory, which is made if it is not there. */
  public void store(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve(CHARTER_FILE), payload.toArray());
    Files.write(directory.resolve(KEYS_FILE), keys.encode());
  }

  /** The trust anchor: the digest of the charter's statement. */
  public Sha256 charterDigest() {
    return payload.sha256();
  }

  /** The key that signs the log's checkpoints. */
  public VerifyingKey logKey() {
    return keys.find(charter.log().key()).orElseThrow();
  }

  /**
   * Checks the form, the signature and the signer's role of one log entry.
   *
   * @throws RefusedException if it must not be logged, whatever the log says
   */
  public SignedStatement verify(Envelope envelope) throws RefusedException {
    if (envelope.encode().length > Envelope.MAX_BYTES) {
      throw new RefusedException(
          Code.TOO_LARGE, "a log entry has at most " + Envelope.MAX_BYTES + " bytes");
    }
    if (envelope.signatures().size() != 2) {
      throw new RefusedException(Code.MALFORMED, "a log entry has exactly two signatures");
    }
    Predicate predicate;
    Fingerprint signer;
    try {
      predicate = Statement.parse(envelope).predicate();
      signer = envelope.signerHint();
    } catch (JsonException e) {
      throw new RefusedException(Code.MALFORMED, e.getMessage());
    }
    Holder holder = authenticate(envelope, signer);
    if (!rolesThatMaySay(predicate).contains(holder.role())) {
      throw new RefusedException(
          Code.ROLE,
          "a %s key of %s may not sign this kind of statement"
              .formatted(holder.role(), holder.organization()));
    }
    if (predicate instanceof Update update && !update.node().equals(signer)) {
      throw new RefusedException(Code.ROLE, "an update names another node than its signer");
    }
    return new SignedStatement(envelope, predicate, signer, holder);
  }

  /**
   * Checks that an envelope of any payload type is signed by a key of the charter.
   *
   * @return whose key it is
   * @throws RefusedException if the charter names no such key, or the signature is not its own
   */
  public Holder authenticate(Envelope envelope, Fingerprint signer) throws RefusedException {
    Holder holder =
        charter
            .holder(signer)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Code.UNKNOWN_SIGNER,
                        "key " + signer + " is not in the charter of " + charter.federation()));
    if (!pair(signer, envelope).filter(envelope::isSignedBy).isPresent()) {
      throw new RefusedException(
          Code.BAD_SIGNATURE, "the signatures of key " + signer + " do not verify");
    }
    return holder;
  }

  /** The signer's key with that ML-DSA-65 key of {@code keys.json} which the envelope names. */
  private Optional<HybridVerifyingKey> pair(Fingerprint signer, Envelope envelope) {
    try {
      Fingerprint second = Fingerprint.of(envelope.signatures().getLast().keyId());
      return keys.find(signer)
          .flatMap(first -> keys.find(second).map(key -> new HybridVerifyingKey(first, key)));
    } catch (IllegalArgumentException e) { // no fingerprint, or keys of other algorithms
      return Optional.empty();
    }
  }

  private static Set<Role> rolesThatMaySay(Predicate predicate) {
    return switch (predicate) {
      case Charter _ -> EnumSet.of(Role.ROOT);
      case Release release when release.sequence() == 0 -> EnumSet.of(Role.ROOT);
      case Release _, RoundOpen _, RoundClose _, Aggregate _ -> EnumSet.of(Role.AGGREGATOR);
      case Update _ -> EnumSet.of(Role.NODE);
      case Evaluation _ -> EnumSet.of(Role.NODE, Role.AGGREGATOR);
    };
  }

  private static void requireKey(KeySet keys, Fingerprint key, String owner) throws JsonException {
    if (keys.find(key).isEmpty()) {
      throw new JsonException(KEYS_FILE + " lacks key " + key + " of " + owner);
    }
  }

  private static byte[] readBounded(Path file, int maxBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(maxBytes + 1);
      if (content.length > maxBytes) {
        throw new IOException(file + " is larger than " + maxBytes + " bytes");
      }
      return content;
    }
  }
}
