package io.commonweight.registry.witness;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** This registry as a witness of logs. */
@ConfigMapping(prefix = "commonweight.witness")
interface WitnessConfig {

  /** Name in its signature lines; without one this registry cosigns nothing. */
  Optional<String> name();

  /** File of the Ed25519 and the ML-DSA-44 key that it signs with. */
  Optional<Path> keyFile();

  /** Verifier keys of further logs that it cosigns, each under a label of its own. */
  Map<String, String> logs();
}
