package io.commonweight.cli.key;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names of keys, by role: of each pair the fingerprint of the first half. */
final class Fingerprints {

  private Fingerprints() {}

  /**
   * Those of a folder, without reading a private key.
   *
   * @throws IOException if there are none
   */
  static SortedMap<String, String> ofFolder(KeyFolder folder) throws IOException {
    var fingerprints = new TreeMap<String, String>();
    folder.publicKeys().forEach((name, file) -> fingerprints.put(name, of(file)));
    if (fingerprints.isEmpty()) {
      throw new IOException(
          folder.directory() + " holds no keys: make them with 'commonweight keys generate'");
    }
    return fingerprints;
  }

  /** That of one file. */
  static String of(PublicKeyFile file) {
    return file.keys().getFirst().fingerprint().hex();
  }
}
