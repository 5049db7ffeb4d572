package io.commonweight.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.foreign.ForeignProgram;
import io.commonweight.sdk.foreign.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the guide for a key in a token of SoftHSM 2, as a person runs them. */
class TokenKeyTest {
  private static final String PIN = "135790";
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  @TempDir private Path folder;

  @Test
  void keyForBundlesStaysInItsToken() throws IOException {
    ForeignProgram _ = ForeignProgram.onPath("softhsm2-util");
    Path module = module();
    makeKey(module);
    Path pin = Files.writeString(folder.resolve("pin"), PIN + "\n");
    String uri =
        "pkcs11:token=north;object=oms?module-path=%s&pin-source=file:%s".formatted(module, pin);

    Run made = generate(uri);

    assertThat(made.output()).doesNotContain(PIN);
    assertThat(made.exitCode()).as(made.output()).isZero();
    assertThat(folder.resolve("keys/oms.key")).hasContent(uri);
    assertThat(MemberFile.load(folder.resolve("keys/member.json")).oms())
        .isEqualTo(PublicKeyFile.load(folder.resolve("keys/oms.pub")).keys().getFirst());
  }

  @Test
  void nothingIsMadeIfTheTokenIsNotThere() throws IOException {
    ForeignProgram _ = ForeignProgram.onPath("softhsm2-util");
    configure();

    Run refused = generate("pkcs11:token=absent;object=oms?module-path=" + module());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains("the key of --oms-token is in a token whose PIN is needed");
    assertThat(folder.resolve("keys")).isEmptyDirectory();
  }

  private Run generate(String uri) {
    return run(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        "io.commonweight.cli.Commonweight",
        "keys",
        "generate",
        "--organization",
        "north",
        "--dir",
        folder.resolve("keys").toString(),
        "--no-passphrase",
        "--no-witness",
        "--oms-token",
        uri);
  }

  private void makeKey(Path module) throws IOException {
    configure();
    Run token =
        run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "north",
            "--pin",
            PIN,
            "--so-pin",
            PIN);
    Matcher slot = SLOT.matcher(token.output());
    assertThat(slot.find()).as(token.output()).isTrue();
    Path provider =
        Files.writeString(
            folder.resolve("provider.cfg"),
            "name = north\nlibrary = %s\nslot = %s\n".formatted(module, slot.group(1)));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-storetype", "PKCS11", "-keystore", "NONE"));
    command.addAll(List.of("-providerClass", "sun.security.pkcs11.SunPKCS11"));
    command.addAll(List.of("-providerArg", provider.toString(), "-storepass", PIN));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-dname", "CN=north", "-alias", "oms"));
    Run made = run(command.toArray(new String[0]));
    assertThat(made.exitCode()).as(made.output()).isZero();
  }

  private void configure() throws IOException {
    Path store = Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(
        folder.resolve("softhsm2.conf"),
        "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n"
            .formatted(store));
  }

  private Run run(String... command) {
    String[] arguments =
        Stream.concat(
                Stream.of("SOFTHSM2_CONF=" + folder.resolve("softhsm2.conf")), Stream.of(command))
            .toArray(String[]::new);
    return ForeignProgram.onPath("env").run(folder, arguments);
  }

  private static Path module() {
    return Stream.of("x86_64-linux-gnu/", "aarch64-linux-gnu/", "")
        .map(place -> Path.of("/usr/lib", place, "softhsm/libsofthsm2.so"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
