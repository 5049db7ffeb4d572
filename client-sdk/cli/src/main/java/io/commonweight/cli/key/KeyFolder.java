package io.commonweight.cli.key;

import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An organization's private keys, one file for each role, beside the public {@value
 * MemberFile#NAME}.
 *
 * @param directory readable by its owner alone
 */
public record KeyFolder(Path directory) {

  /** Signs charters and the first release. */
  public SigningKey root() throws IOException {
    return SigningKey.load(directory.resolve("root.key"));
  }

  /**
   * Makes every key of an organization.
   *
   * @param nodes how many nodes it enrols
   * @param withLog whether it may sequence the log
   * @throws IOException if the folder already holds keys: none is overwritten
   */
  MemberFile generate(String organization, int nodes, boolean withLog) throws IOException {
    prepare();
    var random = new SecureRandom();
    VerifyingKey root = make("root", random);
    VerifyingKey aggregator = make("aggregator", random);
    VerifyingKey registry = make("registry", random);
    Optional<VerifyingKey> log =
        withLog ? Optional.of(make("log", random)) : Optional.<VerifyingKey>empty();
    List<VerifyingKey> nodeKeys = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      nodeKeys.add(make("node-" + i, random));
    }
    var member = new MemberFile(organization, root, aggregator, registry, log, nodeKeys);
    Files.write(directory.resolve(MemberFile.NAME), member.encode());
    return member;
  }

  private void prepare() throws IOException {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(directory);
    try (var files = Files.list(directory)) {
      Optional<Path> key = files.filter(KeyFolder::isKey).findFirst();
      if (key.isPresent()) {
        throw new IOException(
            key.get() + " is there already and keys are never overwritten: name another --dir");
      }
    }
    Files.setPosixFilePermissions(directory, ownerOnly);
  }

  private static boolean isKey(Path file) {
    return file.toString().endsWith(".key") || file.endsWith(MemberFile.NAME);
  }

  private VerifyingKey make(String role, SecureRandom random) throws IOException {
    SigningKey key = SigningKey.generate(random);
    key.store(directory.resolve(role + ".key"));
    return key.verifyingKey();
  }
}
