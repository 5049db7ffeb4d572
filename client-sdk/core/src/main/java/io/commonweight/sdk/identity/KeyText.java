package io.commonweight.sdk.identity;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/**
 * What a key file holds before any passphrase is asked for, in order: PEM blocks (RFC 7468), and
 * lines that name keys in tokens (RFC 7512).
 */
final class KeyText {
  /** PKCS#8 in the clear. */
  static final String PRIVATE_KEY = "PRIVATE KEY";

  /** PKCS#8 under a passphrase. */
  static final String ENCRYPTED_PRIVATE_KEY = "ENCRYPTED PRIVATE KEY";

  private static final int LINE = 64;
  private static final String DASHES = "-----";
  private static final String BEGIN = DASHES + "BEGIN ";
  private static final String END = DASHES + "END ";

  private KeyText() {}

  /** One private key of a file. */
  sealed interface Entry {}

  /**
   * A line in place of a PEM block.
   *
   * @param uri which key of which token
   */
  record Reference(TokenUri uri) implements Entry {}

  /**
   * A PEM block.
   *
   * @param type its label, such as {@code PRIVATE KEY}
   * @param base64 its content without line ends
   */
  record Block(String type, String base64) implements Entry {

    /** The content, which may be a secret in the clear: the caller wipes it. */
    byte[] der() throws IOException {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException _) { // whose message might quote the secret
        throw new IOException("has a PEM block that is not base64");
      }
    }

    @Override
    public String toString() {
      return "Block[" + type + "]";
    }
  }

  /**
   * Reads the entries of a file. Blank lines may stand between them and nothing else.
   *
   * @throws IOException if there is anything else
   */
  static List<Entry> parse(String text) throws IOException {
    var entries = new ArrayList<Entry>();
    Iterator<String> lines = text.lines().iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
        entries.add(block(line, lines));
      } else if (line.startsWith(TokenUri.SCHEME)) {
        entries.add(new Reference(TokenUri.parse(line)));
      } else if (!line.isEmpty()) {
        throw new IOException("is no key file: it has a line that is in no PEM block");
      }
    }
    return entries;
  }

  private static Block block(String begin, Iterator<String> lines) throws IOException {
    var base64 = new StringBuilder();
    String end = END + begin.substring(BEGIN.length());
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.equals(end)) {
        String type = begin.substring(BEGIN.length(), begin.length() - DASHES.length());
        return new Block(type, base64.toString());
      }
      base64.append(line);
    }
    throw new IOException("is no key file: a PEM block has no end");
  }

  /** A key in the clear. */
  static String clear(SoftwareKey key) {
    byte[] der = Pkcs8.encode(key);
    try {
      return pem(PRIVATE_KEY, der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** The place of a key that is in a token. */
  static String reference(TokenKey key) {
    return key.uri() + "\n";
  }

  /** A key under a passphrase. */
  static String encrypted(SoftwareKey key, char[] passphrase, SecureRandom random) {
    byte[] der = Pkcs8.encode(key);
    try {
      var encrypted = EncryptedPkcs8.encrypt(der, passphrase, ScryptCost.OURS, random);
      return pem(ENCRYPTED_PRIVATE_KEY, encrypted.encode());
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static String pem(String type, byte[] der) {
    String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return BEGIN + type + DASHES + '\n' + base64 + '\n' + END + type + DASHES + '\n';
  }
}
