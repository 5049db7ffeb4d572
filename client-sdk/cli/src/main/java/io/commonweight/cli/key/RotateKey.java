package io.commonweight.cli.key;

import io.commonweight.cli.log.LogOptions;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight keys rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Put a new key in the place of a delegated one: make it, delegate it for 90 days, revoke the"
          + " old one, and keep the old file as NAME.key.1. Where a step fails, the same command"
          + " goes on from there. A root or witness key stands in the charter: 'federation propose"
          + " --replace-root' changes it."
    },
    footer = {
      "",
      "Example:",
      "  commonweight keys rotate aggregator --keys ~/keys/north --founding founding \\",
      "    --registry https://registry.example"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RotateKey implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The key's name in the folder, such as node-1.")
  private String name;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "KEYS",
      description = "The organization's key folder.")
  private Path keys;

  @Mixin private LogOptions log;
  @Mixin private KeyProtection protection;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    var folder = new KeyFolder(keys);
    RoleKey old = folder.roleKey(name);
    RegistryClient client = log.client();
    Clock clock = Clock.systemUTC();
    OwnLog own =
        OwnLog.read(log.follow(client, clock), folder.root(protection.passphrase()), client);
    var rotation = new Rotation(own, old, clock.instant());
    var successor = new Successor(keys, old.name());
    RoleKey next = new RoleKey(name, old.role(), successor.make(protection));
    Rotation.Places places = rotation.swap(next);
    Path kept = successor.takeOver();
    var document = new LinkedHashMap<String, Object>();
    document.put("key", next.key().fingerprint().hex());
    document.put("before", old.key().fingerprint().hex());
    document.put("role", old.role());
    document.put("delegation", places.delegation());
    places.revocation().ifPresent(index -> document.put("revocation", index));
    document.put("kept", kept.toString());
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s is now %s: log entry %d"
            .formatted(name, next.key().fingerprint(), places.delegation()));
    places
        .revocation()
        .ifPresent(index -> lines.add("the key before is revoked: log entry " + index));
    lines.add("and is kept as " + kept);
    report.print(document, lines);
    return 0;
  }
}
