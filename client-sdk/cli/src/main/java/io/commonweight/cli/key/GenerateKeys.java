package io.commonweight.cli.key;

import io.commonweight.cli.key.MemberFile.CheckpointKeys;
import io.commonweight.cli.key.MemberFile.Witness;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.statement.Charter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight keys generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Make the keys of an organization: one file for each role, encrypted with a passphrase, its"
          + " public half beside it, and member.json with those that a charter names. Nothing is"
          + " ever overwritten."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight keys generate --organization north --dir ~/keys/north --nodes 2 --log",
      "  commonweight keys generate --organization west --dir ~/keys/west --no-witness \\",
      "    --passphrase-file ~/west-passphrase"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GenerateKeys implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  @Option(
      names = "--organization",
      required = true,
      paramLabel = "NAME",
      description = "Its name: small letters, digits and hyphens.")
  private String organization;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "KEYS",
      description = "Where the keys go; made with mode 0700.")
  private Path directory;

  @Option(
      names = "--nodes",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many trainer nodes it starts with (default ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(names = "--log", description = "Also make the keys of a log that it may sequence.")
  private boolean hasLog;

  @Option(
      names = "--witness-name",
      paramLabel = "NAME",
      description =
          "The name its witness cosigns checkpoints under (default: ORGANIZATION/witness).")
  private Optional<String> witnessName;

  @Option(names = "--no-witness", description = "It runs no witness: make no keys for one.")
  private boolean hasNoWitness;

  @Option(
      names = "--oms-token",
      paramLabel = "URI",
      description =
          "Sign bundles with this key of P-256 in a PKCS#11 token, which it never leaves:"
              + " pkcs11:token=T;object=O?module-path=/usr/lib/x.so, perhaps with"
              + " &pin-source=file:/run/pin.")
  private Optional<String> omsToken;

  @Mixin private KeyProtection protection;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    requireSensible();
    var maker = new KeyMaker(directory, protection);
    maker.prepare();
    MemberFile member = generate(maker);
    Path file = directory.resolve(MemberFile.NAME);
    Files.write(file, member.encode());
    print(file);
    return 0;
  }

  private void requireSensible() throws CommandException {
    if (!NAME.matcher(organization).matches()) {
      throw new CommandException(
          "'%s' is no organization's name: use small letters, digits and hyphens"
              .formatted(organization));
    }
    if (nodes < 0 || nodes > Charter.Member.MAX_NODES) {
      throw new CommandException("--nodes is 0 to " + Charter.Member.MAX_NODES);
    }
    if (hasNoWitness && witnessName.isPresent()) {
      throw new CommandException("--no-witness has no --witness-name: give one of the two");
    }
  }

  private MemberFile generate(KeyMaker maker) throws IOException {
    // First, because a token may refuse: then nothing was made.
    VerifyingKey oms =
        omsToken.isPresent() ? maker.inToken("oms", omsToken.get()) : maker.oms("oms");
    HybridVerifyingKey root = maker.hybrid(KeyFolder.ROOT);
    Optional<Witness> witness =
        hasNoWitness
            ? Optional.empty()
            : Optional.of(
                new Witness(
                    witnessName.orElse(organization + "/witness"), maker.checkpoint("witness")));
    Optional<CheckpointKeys> log =
        hasLog ? Optional.of(maker.checkpoint("log")) : Optional.<CheckpointKeys>empty();
    for (String role : List.of("aggregator", "release", "registry")) {
      maker.hybrid(role);
    }
    for (int i = 1; i <= nodes; i++) {
      maker.hybrid("node-" + i);
    }
    return new MemberFile(organization, root, oms, witness, log);
  }

  private void print(Path member) throws IOException {
    var fingerprints = Fingerprints.ofFolder(new KeyFolder(directory));
    List<String> lines = new ArrayList<>();
    lines.add("keys of %s in %s (keep them secret)".formatted(organization, directory));
    fingerprints.forEach((role, key) -> lines.add("  %-12s%s".formatted(role, key)));
    lines.add("send " + member + " to whoever writes the charter");
    var document = new LinkedHashMap<String, Object>();
    document.put("organization", organization);
    document.put("member", member.toString());
    document.put("fingerprints", fingerprints);
    report.print(document, lines);
  }
}
