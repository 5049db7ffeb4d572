package io.commonweight.registry.witness;

import io.commonweight.registry.federation.RegistryConfig;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.log.ProofException;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** This registry's witness, as its settings make it; a mistake in them stops the boot. */
@Startup
@ApplicationScoped
class WitnessService {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KnownLogs logs;
  private final WitnessTable table;
  private final Optional<Witness> witness;

  WitnessService(
      WitnessConfig config,
      RegistryConfig registry,
      Logs federationLogs,
      Conflicts conflicts,
      DataSource database,
      Clock clock)
      throws IOException {
    this.logs = known(config, federationLogs);
    this.table = new WitnessTable(database);
    this.witness =
        cosigner(config, Passphrase.of(registry.passphraseFile(), System.getenv()), clock)
            .map(cosigner -> new Witness(logs, table, conflicts, cosigner, PATIENCE));
  }

  private static KnownLogs known(WitnessConfig config, Logs federationLogs) throws IOException {
    List<KnownLog> known = new ArrayList<>();
    for (FederationLog log : federationLogs.all()) {
      known.add(KnownLog.of(log));
    }
    for (var log : config.logs().entrySet()) {
      try {
        NoteKey key = NoteKey.parse(log.getValue());
        known.add(new KnownLog(key.name(), List.of(key), Optional.empty()));
      } catch (ProofException e) {
        throw new IOException(
            "commonweight.witness.logs.%s is no verifier key: %s"
                .formatted(log.getKey(), e.getMessage()),
            e);
      }
    }
    return new KnownLogs(known);
  }

  private static Optional<Cosigner> cosigner(
      WitnessConfig config, Passphrase passphrase, Clock clock) throws IOException {
    if (config.name().isPresent() != config.keyFile().isPresent()) {
      throw new IOException(
          "give both commonweight.witness.name and commonweight.witness.key-file, or none");
    }
    if (config.name().isEmpty()) {
      return Optional.empty();
    }
    List<SigningKey> halves =
        KeyFile.load(config.keyFile().orElseThrow(), passphrase)
            .keys(Algorithm.ED25519, Algorithm.ML_DSA_44);
    var key = new CosignerKey(config.name().get(), halves.getFirst(), halves.getLast());
    return Optional.of(checkpoint -> checkpoint.cosign(key, clock.instant()));
  }

  /** The logs that are witnessed here. */
  KnownLogs logs() {
    return logs;
  }

  /** What was cosigned last of each. */
  WitnessTable table() {
    return table;
  }

  /**
   * The witness.
   *
   * @throws NotFound if this registry is none
   */
  Witness witness() {
    return witness.orElseThrow(() -> new NotFound("witness", "here"));
  }
}
