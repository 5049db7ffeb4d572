package io.commonweight.cli.key;

import io.commonweight.cli.key.MemberFile.CheckpointKeys;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes new keys in a key folder. Nothing is ever overwritten. */
final class KeyMaker {
  private final Path directory;
  private final KeyProtection protection;
  private final SecureRandom random = new SecureRandom();

  KeyMaker(Path directory, KeyProtection protection) {
    this.directory = directory;
    this.protection = protection;
  }

  /**
   * Makes the folder, readable by its owner alone.
   *
   * @throws IOException if it already holds keys
   */
  void prepare() throws IOException {
    Files.createDirectories(directory);
    try (var files = Files.list(directory)) {
      Optional<Path> key = files.filter(KeyMaker::isKey).findFirst();
      if (key.isPresent()) {
        throw new IOException(
            key.get() + " is there already and keys are never overwritten: name another --dir");
      }
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private static boolean isKey(Path file) {
    String name = file.toString();
    return name.endsWith(KeyFolder.SUFFIX)
        || name.endsWith(PublicKeyFile.SUFFIX)
        || file.endsWith(MemberFile.NAME);
  }

  /** Makes the keys of a party that signs statements. */
  HybridVerifyingKey hybrid(String name) throws IOException {
    return make(name, Algorithm.ED25519, Algorithm.ML_DSA_65).hybrid();
  }

  /** Makes the keys of a party that signs checkpoints. */
  CheckpointKeys checkpoint(String name) throws IOException {
    List<VerifyingKey> keys = make(name, Algorithm.ED25519, Algorithm.ML_DSA_44).keys();
    return new CheckpointKeys(keys.getFirst(), keys.getLast());
  }

  /** Makes the key for bundles that other model-signing tools read. */
  VerifyingKey oms(String name) throws IOException {
    return make(name, Algorithm.P_256).keys().getFirst();
  }

  /** Refers to a key of P-256 that is in a token. */
  VerifyingKey inToken(String name, String uri) throws IOException {
    try {
      return store(name, List.of(SigningKey.inToken(uri, protection.passphrase())))
          .keys()
          .getFirst();
    } catch (IOException e) {
      throw new IOException("the key of --oms-token " + e.getMessage(), e);
    }
  }

  private PublicKeyFile make(String name, Algorithm... algorithms) throws IOException {
    return store(
        name,
        Stream.of(algorithms).map(algorithm -> SigningKey.generate(algorithm, random)).toList());
  }

  private PublicKeyFile store(String name, List<SigningKey> keys) throws IOException {
    protection.store(directory.resolve(name + KeyFolder.SUFFIX), keys);
    var file = new PublicKeyFile(keys.stream().map(SigningKey::verifyingKey).toList());
    file.store(directory.resolve(name + PublicKeyFile.SUFFIX));
    return file;
  }
}
