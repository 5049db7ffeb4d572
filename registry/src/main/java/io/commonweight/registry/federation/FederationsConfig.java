package io.commonweight.registry.federation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The federations this registry takes part in, by name. */
@ConfigMapping(prefix = "commonweight.federations")
public interface FederationsConfig {

  /** Each federation under the name its charter has. */
  @WithParentName
  Map<String, FederationConfig> federations();

  /** One federation. Exactly one of the log key and the origin is given. */
  interface FederationConfig {

    /** Directory that holds {@code charter.json} and {@code keys.json}. */
    Path directory();

    /** Key file of the keys that sign checkpoints: this registry sequences the log. */
    Optional<Path> logKeyFile();

    /** Address of the registry that sequences the log: this one mirrors it. */
    Optional<URI> originUrl();

    /**
     * Directories that each hold {@code charter.json} and {@code keys.json} of a charter that moved
     * the federation to its next log, oldest first: the last says which log this registry has.
     */
    Optional<List<Path>> moves();

    /** Addresses of other registries that hold the log: what they were shown is compared. */
    Optional<List<URI>> peers();

    /** Submission addresses of the witnesses that are asked to cosign, each ending in a slash. */
    Optional<List<URI>> witnesses();
  }
}
