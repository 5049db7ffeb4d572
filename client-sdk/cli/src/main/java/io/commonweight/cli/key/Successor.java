package io.commonweight.cli.key;

import io.commonweight.sdk.identity.HybridVerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a key that is to take another's place: {@code NAME.next.key} until it does.
 *
 * @param directory the key folder
 * @param name the name of the key that goes
 */
record Successor(Path directory, String name) {

  /** Makes the key, unless an attempt before has left it. */
  HybridVerifyingKey make(KeyProtection protection) throws IOException {
    Path made = directory.resolve(staged() + PublicKeyFile.SUFFIX);
    return Files.exists(made)
        ? PublicKeyFile.load(made).hybrid()
        : new KeyMaker(directory, protection).hybrid(staged());
  }

  /**
   * Puts the files in the place of those of the old key.
   *
   * @return where the old private key is kept
   */
  Path takeOver() throws IOException {
    int number = 1;
    while (Files.exists(old(KeyFolder.SUFFIX, number))) {
      number++;
    }
    for (String suffix : new String[] {PublicKeyFile.SUFFIX, KeyFolder.SUFFIX}) {
      Path place = directory.resolve(name + suffix);
      if (Files.exists(place)) {
        Files.move(place, old(suffix, number));
      }
      Files.move(directory.resolve(staged() + suffix), place);
    }
    return old(KeyFolder.SUFFIX, number);
  }

  private String staged() {
    return name + ".next";
  }

  private Path old(String suffix, int number) {
    return directory.resolve(name + suffix + "." + number);
  }
}
