package io.commonweight.registry;

import io.commonweight.embedded.Postgres;
import io.commonweight.embedded.SharedServices;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.log.CosignerKey;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL, a folder and federations of its own for each run of the registry under test. */
public final class RegistryServices implements QuarkusTestResourceLifecycleManager {
  /** The federations that the registry under test sequences: each test class has its own. */
  public static final List<String> FEDERATIONS =
      List.of(
          "appending",
          "feeding",
          "entering",
          "updating",
          "outlasting",
          "flooding",
          "mirroring",
          "releasing",
          "revoking",
          "succeeding",
          "bundling");

  /** A federation whose rounds are sealed. */
  public static final TestFederation SEALED = TestFederation.sealed("sealing");

  /** Whose log is only witnessed. */
  public static final TestFederation WITNESS = new TestFederation("only-witnessed");

  /** The name in the witness's lines. */
  public static final String WITNESS_NAME = "witness.example/registry";

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "registry-test");
      Postgres postgres = SharedServices.postgres();
      Map<String, String> settings = new HashMap<>();
      settings.put("quarkus.datasource.jdbc.url", SharedServices.freshDatabase());
      settings.put("quarkus.datasource.username", postgres.user());
      settings.put("quarkus.datasource.password", postgres.password());
      String port = Integer.toString(freePort());
      settings.put("quarkus.http.test-port", port);
      settings.put("commonweight.registry.url", "http://localhost:" + port);
      settings.put("commonweight.blobs.directory", directory.resolve("blobs").toString());
      settings.put("commonweight.lfs.part-size", "1M");
      settings.put(
          "commonweight.registry.operator-token-file",
          directory.resolve("operator-token").toString());
      addWitness(settings, directory);
      for (String name : FEDERATIONS) {
        add(settings, directory.resolve(name), new TestFederation(name));
      }
      add(settings, directory.resolve(SEALED.name()), SEALED);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<String, String> settings, Path directory, TestFederation federation)
      throws IOException {
    federation.founding().store(directory);
    Path key = directory.resolve("log.key");
    CosignerKey log = federation.logKey();
    KeyFile.storeUnencrypted(key, List.of(log.ed25519(), log.mlDsa44()));
    String prefix = "commonweight.federations." + federation.name();
    settings.put(prefix + ".directory", directory.toString());
    settings.put(prefix + ".log-key-file", key.toString());
  }

  private static void addWitness(Map<String, String> settings, Path directory) throws IOException {
    Path key = directory.resolve("witness.pem");
    var pair = CosignerKey.ofSeed(WITNESS_NAME, TestFederation.digest(WITNESS_NAME).bytes());
    KeyFile.storeUnencrypted(key, List.of(pair.ed25519(), pair.mlDsa44()));
    settings.put("commonweight.witness.name", WITNESS_NAME);
    settings.put("commonweight.witness.key-file", key.toString());
    settings.put(
        "commonweight.witness.logs.foreign",
        WITNESS.logKey().verifyingKey().logKeys().getFirst().vkey());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {}
}
