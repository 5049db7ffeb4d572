package io.commonweight.cli.key;

import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The public halves of a key file: one {@code PUBLIC KEY} block of PEM (RFC 7468 §13) for each, in
 * the same order. It lies beside the key file, so that nobody needs a passphrase to name a key.
 *
 * @param keys one or two
 */
record PublicKeyFile(List<VerifyingKey> keys) {
  /** How the files' names end. */
  static final String SUFFIX = ".pub";

  private static final int MAX_BYTES = 8192;
  private static final int MAX_KEYS = 2;
  private static final int LINE = 64;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN PUBLIC KEY-----\\n([A-Za-z0-9+/=\\n]+)\\n-----END PUBLIC KEY-----\\n");

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no key, or more than two
   */
  PublicKeyFile {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "a file of %d public keys, not 1 to %d".formatted(keys.size(), MAX_KEYS));
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or is malformed; the message names it
   */
  static PublicKeyFile load(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return parse(in.readNBytes(MAX_BYTES + 1));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no file of public keys: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the bytes of a file. There is one spelling only.
   *
   * @throws IllegalArgumentException if they are too many or malformed
   */
  static PublicKeyFile parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("more than " + MAX_BYTES + " bytes");
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    List<VerifyingKey> keys = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      keys.add(VerifyingKey.ofBase64(block.group(1).replace("\n", "")));
    }
    var file = new PublicKeyFile(keys);
    if (!file.encode().equals(text)) {
      throw new IllegalArgumentException("something else than PEM blocks of public keys");
    }
    return file;
  }

  /** The text of the file. */
  String encode() {
    return keys.stream().map(PublicKeyFile::block).collect(Collectors.joining());
  }

  private static String block(VerifyingKey key) {
    var encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(encoder.encodeToString(key.spki()));
  }

  /** Writes the file; one that is there is not overwritten. */
  void store(Path file) throws IOException {
    Files.writeString(file, encode(), StandardOpenOption.CREATE_NEW);
  }

  /**
   * The keys of a party that signs statements.
   *
   * @throws IllegalArgumentException if they are others than Ed25519 and ML-DSA-65
   */
  HybridVerifyingKey hybrid() {
    return new HybridVerifyingKey(keys.getFirst(), keys.getLast());
  }
}
