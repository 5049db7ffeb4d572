package io.commonweight.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificate, signed by its own key, that the nodes of a guarded cluster show for 127.0.0.1.
 *
 * @param directory where it lies; its secret is the keystore's password
 */
record KafkaCertificate(DataDirectory directory) {

  private static final List<String> NEW_KEY =
      List.of(
          "-genkeypair",
          "-keyalg",
          "EC",
          "-groupname",
          "secp256r1",
          "-dname",
          "CN=127.0.0.1",
          "-validity",
          "3650",
          "-ext",
          "san=ip:127.0.0.1,dns:localhost");

  /** The keystore, made when first asked for. */
  Path keystore() throws IOException, InterruptedException {
    Path keystore = directory.run("kafka.p12");
    if (!Files.exists(keystore)) {
      Path fresh = directory.run("kafka.new.p12");
      Files.deleteIfExists(fresh);
      keytool(fresh, NEW_KEY);
      keytool(fresh, List.of("-exportcert", "-rfc", "-file", pem().toString()));
      Files.move(fresh, keystore);
    }
    return keystore;
  }

  /** The certificate in PEM. */
  Path pem() {
    return directory.run("kafka.pem");
  }

  private void keytool(Path keystore, List<String> arguments)
      throws IOException, InterruptedException {
    Path password = directory.confidential("kafka.keystore-password", directory.secret());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-alias", "kafka", "-keystore", keystore.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass:file", password.toString()));
    Programs.run(command, directory.log(Service.KAFKA));
    Files.delete(password);
  }
}
