package io.commonweight.cli.founding;

import io.commonweight.cli.key.KeyFolder;
import io.commonweight.cli.key.OwnLog;
import io.commonweight.cli.key.PassphraseOptions;
import io.commonweight.cli.log.LogOptions;
import io.commonweight.cli.log.RootHolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Delegations;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Revocation.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight federation leave}. */
@Command(
    name = "leave",
    mixinStandardHelpOptions = true,
    description = {
      "Take an organization out of a federation: revoke every key that it has delegated, at once,"
          + " and write the charter without it for the others to approve. What it has contributed"
          + " stays in the releases."
    },
    footer = {
      "",
      "Example:",
      "  commonweight federation leave --keys ~/keys/north --federation tabletop \\",
      "    --registry https://registry.example --out charter-without-north"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LeaveFederation implements Callable<Integer> {
  @Mixin private LogOptions log;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "KEYS",
      description = "The organization's key folder.")
  private Path keys;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the documents of the charter without it go.")
  private Path out;

  @Mixin private PassphraseOptions passphrase;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Draft.requireFree(out);
    RegistryClient client = log.client();
    OwnLog own =
        OwnLog.read(
            log.follow(client, Clock.systemUTC()),
            new KeyFolder(keys).root(passphrase.passphrase()),
            client);
    Directory directory = own.state().directory();
    var amendment = new Amendment(directory.inForce());
    amendment.remove(own.holder().organization());
    // Whatever hinders the charter shows before any key is revoked.
    Draft draft = Draft.of(amendment, directory);
    Map<String, Long> revoked = revokeAll(own.holder(), directory.delegations());
    revoked.forEach(
        (key, index) -> report.progress("revoked key %s: log entry %d".formatted(key, index)));
    draft.store(out, report, Map.of("revocations", revoked));
    return 0;
  }

  private static Map<String, Long> revokeAll(RootHolder holder, Delegations delegations)
      throws IOException, CommandException {
    var places = new LinkedHashMap<String, Long>();
    for (Delegated delegated : delegations.delegated().values()) {
      Fingerprint key = delegated.delegation().fingerprint();
      boolean isOwn = delegated.organization().equals(holder.organization());
      if (isOwn && delegations.revocation(key).isEmpty()) {
        var revocation = new Revocation(key, Reason.LEFT, Optional.empty());
        places.put(key.hex(), holder.append(revocation).index());
      }
    }
    return places;
  }
}
