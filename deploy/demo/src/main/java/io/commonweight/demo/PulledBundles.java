package io.commonweight.demo;

import io.commonweight.demo.process.Children;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.oms.OmsException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The bundles for other tools that came with a release; our client has left out those that are not
 * good.
 *
 * @param founding names the keys
 * @param policy the folder that was pulled
 * @param scratch where files for the other tool go
 * @param children runs it
 */
record PulledBundles(Founding founding, Path policy, Path scratch, Children children) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Whose they are. */
  List<String> organizations() {
    return founding.charter().members().stream()
        .map(Charter.Member::name)
        .filter(name -> Files.exists(file(name)))
        .toList();
  }

  /** Whether openssl finds the signature of every one of them good. */
  boolean verify(Path openssl) throws IOException, InterruptedException {
    Files.createDirectories(scratch);
    for (String organization : organizations()) {
      if (!verify(openssl, founding.charter().member(organization).orElseThrow())) {
        return false;
      }
    }
    return true;
  }

  private boolean verify(Path openssl, Charter.Member member)
      throws IOException, InterruptedException {
    OmsBundle bundle = read(member.name());
    Path key = scratch.resolve(member.name() + ".pem");
    Path signature = scratch.resolve(member.name() + ".der");
    Path signed = scratch.resolve(member.name() + ".pae");
    Files.writeString(key, OmsBundle.pem(founding.oms(member)));
    Files.write(signature, bundle.signature().toArray());
    Files.write(
        signed,
        Envelope.preAuthenticationEncoding(Statement.PAYLOAD_TYPE, bundle.payload().toArray()));
    List<String> command =
        List.of(
            openssl.toString(),
            "dgst",
            "-sha256",
            "-verify",
            key.toString(),
            "-signature",
            signature.toString(),
            signed.toString());
    return children.start("openssl-" + member.name(), command, Map.of()).exitCode(LIMIT) == 0;
  }

  private OmsBundle read(String organization) throws IOException {
    try {
      return OmsBundle.parse(Files.readAllBytes(file(organization)));
    } catch (OmsException e) {
      throw new IOException("the bundle of " + organization + ": " + e.getMessage(), e);
    }
  }

  private Path file(String organization) {
    return policy.resolve(".commonweight/bundles").resolve(organization + ".sig");
  }
}
