package io.commonweight.cli.pull;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.oms.OmsException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.verify.VerifiedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The bundles of a release: what its organizations signed for tools that know neither charter nor
 * log (OpenSSF Model Signing). Whether a release is genuine never depends on them.
 *
 * @param folder holds {@code <organization>.sig}, and beside it the organization's key in PEM
 * @param inForce the charter that names the keys: one that was replaced signs no more bundles
 * @param verified the release, shown to be genuine
 */
record Bundles(Path folder, Founding inForce, VerifiedRelease verified) {

  /**
   * Writes those that a registry has and that are good.
   *
   * @param said told if it cannot be asked
   * @throws IOException if they cannot be written
   */
  List<BundleFinding> fetch(RegistryClient client, Consumer<String> said) throws IOException {
    List<BundleFinding> findings = new ArrayList<>();
    for (Charter.Member member : offered(client, said)) {
      OmsBundle bundle;
      try {
        bundle = client.bundle(inForce.charter().federation(), verified.digest(), member.name());
        bundle.verify(inForce.oms(member), verified.release().files());
      } catch (IOException | OmsException e) {
        findings.add(bad(member, e, "left out"));
        continue;
      }
      write(member, bundle);
      findings.add(new BundleFinding(member.name(), Optional.empty()));
    }
    return findings;
  }

  private List<Charter.Member> offered(RegistryClient client, Consumer<String> said) {
    try {
      List<String> names = client.bundles(inForce.charter().federation(), verified.digest());
      return inForce.charter().members().stream()
          .filter(member -> names.contains(member.name()))
          .toList();
    } catch (IOException e) {
      said.accept("no bundles for other tools: " + e.getMessage());
      return List.of();
    }
  }

  private void write(Charter.Member member, OmsBundle bundle) throws IOException {
    VerifyingKey key = inForce.oms(member);
    Files.createDirectories(folder);
    Files.write(file(member), bundle.encode());
    Files.writeString(folder.resolve(member.name() + ".pem"), OmsBundle.pem(key));
  }

  /** Looks at those that are in the folder. */
  List<BundleFinding> read() {
    return inForce.charter().members().stream()
        .filter(member -> Files.exists(file(member), NOFOLLOW_LINKS))
        .map(this::read)
        .toList();
  }

  private BundleFinding read(Charter.Member member) {
    try {
      OmsBundle.parse(content(file(member)))
          .verify(inForce.oms(member), verified.release().files());
      return new BundleFinding(member.name(), Optional.empty());
    } catch (IOException | OmsException e) {
      return bad(member, e, "do not use it");
    }
  }

  private static byte[] content(Path file) throws IOException {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no plain file");
    }
    try (var in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      return in.readNBytes(OmsBundle.MAX_BYTES + 1);
    }
  }

  private Path file(Charter.Member member) {
    return folder.resolve(member.name() + ".sig");
  }

  private static BundleFinding bad(Charter.Member member, Exception e, String consequence) {
    return new BundleFinding(member.name(), Optional.of(e.getMessage() + "; " + consequence));
  }
}
