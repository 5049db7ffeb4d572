package io.commonweight.sdk.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The private keys of one role, in a file: one or two PEM blocks of PKCS#8, {@code ENCRYPTED
 * PRIVATE KEY} or, for those who protect the file by other means, {@code PRIVATE KEY}. Only its
 * owner may read it. In place of a block a line {@code pkcs11:…} may name a key in a token.
 *
 * <p>Roles that sign statements have a key of Ed25519 and one of ML-DSA-65, logs and witnesses one
 * of Ed25519 and one of ML-DSA-44, in that order; {@code oms.key} has one of P-256.
 */
public final class KeyFile {
  /** The largest file that is read: several times what two encrypted keys take. */
  public static final int MAX_BYTES = 8192;

  private static final int MAX_KEYS = 2;
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Path path;
  private final List<SigningKey> keys;

  private KeyFile(Path path, List<SigningKey> keys) {
    this.path = path;
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a key file.
   *
   * @param passphrase is asked for once, if a key is encrypted
   * @throws IOException if the file cannot be read, others may read it, it is malformed, or cannot
   *     be decrypted; the message names it and the next step
   */
  public static KeyFile load(Path path, Passphrase passphrase) throws IOException {
    String text = text(path);
    try (var reader = new KeyReader(path, passphrase)) {
      return new KeyFile(path, reader.read(text, MAX_KEYS));
    } catch (IOException e) {
      throw new IOException(path + " " + e.getMessage(), e);
    }
  }

  private static String text(Path path) throws IOException {
    requireOwnersAlone(path);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(
            "%s has more than %d bytes, too many for private keys".formatted(path, MAX_BYTES));
      }
      return new String(bytes, StandardCharsets.US_ASCII);
    }
  }

  private static void requireOwnersAlone(Path path) throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(path);
    } catch (NoSuchFileException e) {
      throw new IOException(path + " is not there: make it with 'commonweight keys generate'", e);
    }
    if (!Collections.disjoint(permissions, OTHERS)) {
      throw new IOException(
          "%s is open to others (%s): make it yours alone with 'chmod 600 %s'"
              .formatted(path, PosixFilePermissions.toString(permissions), path));
    }
  }

  /**
   * Writes keys under a passphrase, each as an {@code ENCRYPTED PRIVATE KEY}, readable by the owner
   * alone (mode 0600), durably.
   *
   * @param keys one or two, in the order of the role
   * @param passphrase is asked for once; a person types it twice
   * @throws FileAlreadyExistsException if the file is there: no key is overwritten
   * @throws IOException if it cannot be written, or there is no passphrase
   */
  public static void store(Path path, List<SigningKey> keys, Passphrase passphrase)
      throws IOException {
    if (Files.exists(path)) { // before a person types anything
      throw new FileAlreadyExistsException(path.toString());
    }
    char[] chosen;
    try {
      chosen = passphrase.chosen("New passphrase");
    } catch (IOException e) {
      throw new IOException(path + " " + e.getMessage(), e);
    }
    try {
      var random = new SecureRandom();
      write(path, keys, key -> KeyText.encrypted(key, chosen, random));
    } finally {
      Arrays.fill(chosen, '\0');
    }
  }

  /**
   * Writes keys in the clear, each as a {@code PRIVATE KEY}, readable by the owner alone (mode
   * 0600), durably.
   *
   * @param keys one or two, in the order of the role
   * @throws FileAlreadyExistsException if the file is there: no key is overwritten
   */
  public static void storeUnencrypted(Path path, List<SigningKey> keys) throws IOException {
    write(path, keys, KeyText::clear);
  }

  private static void write(Path path, List<SigningKey> keys, Function<SoftwareKey, String> form)
      throws IOException {
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException("a key file of %d keys".formatted(keys.size()));
    }
    ByteBuffer content =
        StandardCharsets.US_ASCII.encode(
            keys.stream().map(key -> text(key, form)).collect(Collectors.joining()));
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> createOnly =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var file = FileChannel.open(path, createOnly, ownerOnly)) {
      while (content.hasRemaining()) {
        file.write(content);
      }
      file.force(true);
    }
    try (var directory = FileChannel.open(path.toAbsolutePath().resolveSibling("."))) {
      directory.force(true); // the name, too, outlives a power failure
    }
  }

  private static String text(SigningKey key, Function<SoftwareKey, String> form) {
    return switch (key) {
      case SoftwareKey software -> form.apply(software);
      case TokenKey token -> KeyText.reference(token);
    };
  }

  /**
   * The keys, if they are of exactly these algorithms in this order.
   *
   * @throws IOException if the file has others; the message names it
   */
  public List<SigningKey> keys(Algorithm... algorithms) throws IOException {
    List<Algorithm> found = keys.stream().map(SigningKey::algorithm).toList();
    if (!found.equals(List.of(algorithms))) {
      throw new IOException(
          "%s has keys of %s where %s belong: it is the file of another role"
              .formatted(path, labels(found.stream()), labels(Stream.of(algorithms))));
    }
    return keys;
  }

  private static String labels(Stream<Algorithm> algorithms) {
    return algorithms.map(Algorithm::label).collect(Collectors.joining(" and "));
  }

  /** The public halves, in the order of the file. */
  public List<VerifyingKey> verifyingKeys() {
    return keys.stream().map(SigningKey::verifyingKey).toList();
  }

  /**
   * The keys of a role that signs statements.
   *
   * @throws IOException if the file has others than one of Ed25519 and one of ML-DSA-65
   */
  public HybridKey hybrid() throws IOException {
    List<SigningKey> pair = keys(Algorithm.ED25519, Algorithm.ML_DSA_65);
    return new HybridKey(pair.getFirst(), pair.getLast());
  }

  /** The file and the fingerprints of its keys, nothing secret. */
  @Override
  public String toString() {
    return "KeyFile[%s %s]".formatted(path, keys);
  }
}
