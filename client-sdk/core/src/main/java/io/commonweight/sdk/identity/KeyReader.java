package io.commonweight.sdk.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the keys of one key file from its text; asks for the passphrase at most once. */
final class KeyReader implements AutoCloseable {
  private final Path path;
  private final Passphrase passphrase;
  private char[] known = {};

  KeyReader(Path path, Passphrase passphrase) {
    this.path = path;
    this.passphrase = passphrase;
  }

  /**
   * The keys, in their order.
   *
   * @throws IOException whose message follows the file's name
   */
  List<SigningKey> read(String text, int maxKeys) throws IOException {
    List<KeyText.Entry> entries = KeyText.parse(text);
    if (entries.isEmpty() || entries.size() > maxKeys) {
      throw new IOException(
          "is no key file: it has %d keys, not 1 to %d".formatted(entries.size(), maxKeys));
    }
    var keys = new ArrayList<SigningKey>();
    for (KeyText.Entry entry : entries) {
      keys.add(
          switch (entry) {
            case KeyText.Block block -> key(block);
            case KeyText.Reference reference -> TokenKey.open(reference.uri(), passphrase);
          });
    }
    return keys;
  }

  private SigningKey key(KeyText.Block block) throws IOException {
    byte[] der = pkcs8(block);
    try {
      return Pkcs8.parse(der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private byte[] pkcs8(KeyText.Block block) throws IOException {
    return switch (block.type()) {
      case KeyText.PRIVATE_KEY -> block.der();
      case KeyText.ENCRYPTED_PRIVATE_KEY -> decrypt(EncryptedPkcs8.parse(block.der()));
      default ->
          throw new IOException(
              "is no key file: it has a PEM block '%s', not '%s'"
                  .formatted(block.type(), KeyText.PRIVATE_KEY));
    };
  }

  private byte[] decrypt(EncryptedPkcs8 encrypted) throws IOException {
    if (known.length == 0) {
      known = passphrase.existing("Passphrase of " + path.getFileName());
    }
    return encrypted.decrypt(known);
  }

  @Override
  public void close() {
    Arrays.fill(known, '\0');
  }
}
