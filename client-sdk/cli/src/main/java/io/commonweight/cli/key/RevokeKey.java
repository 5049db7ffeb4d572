package io.commonweight.cli.key;

import io.commonweight.cli.log.Appended;
import io.commonweight.cli.log.LogOptions;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Revocation.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight keys revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "End a delegated key for ever. An own key is revoked at once; one of another organization"
          + " when as many as decide everything have said the same."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight keys revoke node-1 --reason SUPERSEDED --keys ~/keys/north \\",
      "    --founding founding --registry https://registry.example",
      "  commonweight keys revoke 1f0c… --reason COMPROMISED --suspect-from 1200 \\",
      "    --keys ~/keys/north --federation tabletop --registry https://registry.example"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RevokeKey implements Callable<Integer> {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

  @Parameters(
      paramLabel = "FINGERPRINT|NAME",
      description = "The key's fingerprint, or its name in the folder, such as node-1.")
  private String name;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "KEYS",
      description = "The organization's key folder.")
  private Path keys;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "REASON",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Reason reason;

  @Option(
      names = "--suspect-from",
      paramLabel = "INDEX",
      description =
          "The log entry from which on nothing that the key signed is to be believed"
              + " (default: the revocation).")
  private Optional<Long> suspectFrom;

  @Mixin private LogOptions log;
  @Mixin private PassphraseOptions passphrase;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    var folder = new KeyFolder(keys);
    Fingerprint key =
        FINGERPRINT.matcher(name).matches()
            ? Fingerprint.of(name)
            : folder.roleKey(name).key().fingerprint();
    RegistryClient client = log.client();
    OwnLog own =
        OwnLog.read(
            log.follow(client, Clock.systemUTC()), folder.root(passphrase.passphrase()), client);
    Delegated delegated =
        own.state()
            .directory()
            .delegations()
            .find(key)
            .orElseThrow(() -> new CommandException("no key %s was delegated".formatted(key)));
    Appended appended = own.holder().append(new Revocation(key, reason, suspectFrom));
    print(own.holder().organization(), delegated, appended);
    return 0;
  }

  private void print(String organization, Delegated delegated, Appended appended) {
    Fingerprint key = delegated.delegation().fingerprint();
    boolean isOwn = delegated.organization().equals(organization);
    var document = new LinkedHashMap<String, Object>();
    document.put("key", key.hex());
    document.put("organization", delegated.organization());
    document.put("role", delegated.delegation().role());
    document.put("own", isOwn);
    document.put("index", appended.index());
    document.put("receipt", appended.receipt().encode());
    String line =
        "%s key %s of %s is revoked: log entry %d"
            .formatted(
                delegated.delegation().role(),
                key.abbreviated(),
                delegated.organization(),
                appended.index());
    report.print(
        document, List.of(isOwn ? line : line + ", when enough others have said the same"));
  }
}
