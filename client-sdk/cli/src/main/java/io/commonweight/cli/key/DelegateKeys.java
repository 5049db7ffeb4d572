package io.commonweight.cli.key;

import io.commonweight.cli.log.Appended;
import io.commonweight.cli.log.LogOptions;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight keys delegate}. */
@Command(
    name = "delegate",
    mixinStandardHelpOptions = true,
    description = {
      "Give keys their role in a federation for at most 90 days: the root key signs a delegation,"
          + " and the log takes it. Delegating a key again prolongs it."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight keys delegate node-1 node-2 --keys ~/keys/north --founding founding \\",
      "    --registry https://registry.example --max-weight 5000",
      "  commonweight keys delegate from-the-lab.pub --role NODE --keys ~/keys/north \\",
      "    --federation tabletop --registry https://registry.example --days 30"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DelegateKeys implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "KEY",
      description = "The name of a key of the folder, such as node-1, or a .pub or .key file.")
  private List<String> names;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "KEYS",
      description = "The organization's key folder.")
  private Path keys;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "AGGREGATOR, RELEASE, REGISTRY or NODE (default: what the file's name says).")
  private Optional<Role> role;

  @Option(
      names = "--max-weight",
      paramLabel = "FRAMES",
      description = "The most weight of one update of a node (default: what the charter allows).")
  private Optional<Long> maxWeight;

  @Option(
      names = "--days",
      defaultValue = "90",
      paramLabel = "N",
      description = "How long it lasts, at most 90 days (default ${DEFAULT-VALUE}).")
  private int days;

  @Mixin private LogOptions log;
  @Mixin private PassphraseOptions passphrase;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Duration validity = validity();
    List<RoleKey> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(find(name));
    }
    RegistryClient client = log.client();
    Clock clock = Clock.systemUTC();
    OwnLog own =
        OwnLog.read(
            log.follow(client, clock), new KeyFolder(keys).root(passphrase.passphrase()), client);
    var delegating = new Delegating(own.holder(), own.delegations(), clock.instant());
    var weight = maxWeight.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    List<Map<String, Object>> documents = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (RoleKey key : chosen) {
      Appended appended = delegating.delegate(key, validity, weight);
      documents.add(document(key, appended));
      lines.add(
          "%s is %s of %s for %d days: log entry %d"
              .formatted(
                  key.name(), key.role(), own.holder().organization(), days, appended.index()));
    }
    report.print(Map.of("delegations", documents), lines);
    return 0;
  }

  private Duration validity() throws CommandException {
    if (days < 1 || days > Delegation.MAX_VALIDITY.toDays()) {
      throw new CommandException("--days is 1 to " + Delegation.MAX_VALIDITY.toDays());
    }
    return Duration.ofDays(days);
  }

  private RoleKey find(String name) throws IOException, CommandException {
    boolean isFile = name.endsWith(PublicKeyFile.SUFFIX) || name.endsWith(KeyFolder.SUFFIX);
    if (!isFile) {
      RoleKey key = new KeyFolder(keys).roleKey(name);
      return new RoleKey(name, role.orElse(key.role()), key.key());
    }
    Path file = Path.of(name);
    String stem = KeyFolder.nameOf(file);
    Role given =
        role.or(() -> RoleKey.roleOf(stem))
            .orElseThrow(() -> new CommandException(file + " does not tell its role: give --role"));
    return new RoleKey(stem, given, publicHalf(file));
  }

  private HybridVerifyingKey publicHalf(Path file) throws IOException {
    return file.toString().endsWith(KeyFolder.SUFFIX)
        ? KeyFile.load(file, passphrase.passphrase()).hybrid().verifyingKey()
        : PublicKeyFile.load(file).hybrid();
  }

  private static Map<String, Object> document(RoleKey key, Appended appended) {
    var document = new LinkedHashMap<String, Object>();
    document.put("key", key.key().fingerprint().hex());
    document.put("role", key.role());
    document.put("index", appended.index());
    document.put("receipt", appended.receipt().encode());
    return document;
  }
}
