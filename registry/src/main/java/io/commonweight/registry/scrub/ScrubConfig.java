package io.commonweight.registry.scrub;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fast blobs are read again. */
@ConfigMapping(prefix = "commonweight.scrub")
public interface ScrubConfig {

  /** How often one of the {@value Scrubber#PARTS} parts of the store is read. */
  @WithDefault("PT10M")
  Duration every();

  /** The most bytes that are read in a second. */
  @WithDefault("64M")
  MemorySize bytesPerSecond();
}
