package io.commonweight.cli.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Charter.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The federation {@code tabletop} of four organizations, made and written by the commands
 * themselves: their key folders lie in a folder under their names, the documents in {@code
 * founding}. North sequences the log; north and east have witness keys.
 */
public final class FoundedFederation implements AutoCloseable {
  /** Its members. */
  public static final List<String> MEMBERS = List.of("east", "north", "south", "west");

  private final Path folder;
  private final LoopbackRegistry registry;

  private FoundedFederation(Path folder, LoopbackRegistry registry) {
    this.folder = folder;
    this.registry = registry;
  }

  /** A federation whose charter nobody has approved. */
  public static FoundedFederation create(Path folder) throws IOException {
    generate(folder, "north", "--log");
    generate(folder, "east", "--log");
    generate(folder, "south", "--no-witness");
    generate(folder, "west", "--no-witness");
    Path profile = Files.writeString(folder.resolve("embodiment.json"), "{}");
    List<Object> create = new ArrayList<>(List.of("federation", "create", "--name", "tabletop"));
    create.addAll(List.of("--policy", "tabletop/policy", "--origin", "north.example/tabletop"));
    create.addAll(List.of("--sequencer", "north", "--profile", profile));
    create.addAll(List.of("--out", folder.resolve("founding")));
    MEMBERS.forEach(
        name -> create.addAll(List.of("--member", folder.resolve(name + "/member.json"))));
    assertThat(Invocation.run(create.toArray()).err()).isEmpty();
    var registry =
        new LoopbackRegistry(
            Founding.load(folder.resolve("founding")),
            cosigner(folder.resolve("north/log.key"), "north.example/tabletop"),
            List.of(cosigner(folder.resolve("east/witness.key"), "east/witness")));
    return new FoundedFederation(folder, registry);
  }

  /** A federation whose charter is in force and whose keys are delegated. */
  public static FoundedFederation approved(Path folder) throws IOException {
    FoundedFederation federation = create(folder);
    for (String name : MEMBERS) {
      federation.run(name, "federation", "approve", "--wait", "PT0S");
    }
    for (String name : MEMBERS) {
      assertThat(federation.run(name, "federation", "approve").exitCode()).isZero();
    }
    assertThat(federation.registry().state().directory().delegations().live(Role.NODE, 0))
        .hasSize(MEMBERS.size());
    return federation;
  }

  /** Makes the keys of an organization. */
  public static void generate(Path folder, String organization, String... more) {
    List<Object> args = new ArrayList<>(List.of("keys", "generate", "--no-passphrase"));
    args.addAll(List.of("--organization", organization, "--dir", folder.resolve(organization)));
    args.addAll(List.of(more));
    assertThat(Invocation.run(args.toArray()).err()).isEmpty();
  }

  /** Runs a command with an organization's keys at the registry. */
  public Invocation run(String organization, Object... command) {
    List<Object> args = new ArrayList<>(List.of(command));
    args.addAll(List.of("--keys", folder.resolve(organization)));
    args.addAll(List.of("--founding", folder.resolve("founding"), "--registry", registry.uri()));
    return Invocation.run(args.toArray());
  }

  /** Runs a command that needs no keys at the registry. */
  public Invocation look(Object... command) {
    List<Object> args = new ArrayList<>(List.of(command));
    args.addAll(List.of("--founding", folder.resolve("founding"), "--registry", registry.uri()));
    return Invocation.run(args.toArray());
  }

  /** Where its log lies. */
  public LoopbackRegistry registry() {
    return registry;
  }

  private static CosignerKey cosigner(Path file, String name) throws IOException {
    List<SigningKey> keys =
        KeyFile.load(file, Passphrase.none()).keys(Algorithm.ED25519, Algorithm.ML_DSA_44);
    return new CosignerKey(name, keys.getFirst(), keys.getLast());
  }

  @Override
  public void close() {
    registry.close();
  }
}
