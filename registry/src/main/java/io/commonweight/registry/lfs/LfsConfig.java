package io.commonweight.registry.lfs;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large files are brought. */
@ConfigMapping(prefix = "commonweight.lfs")
public interface LfsConfig {

  /** Size of the parts of a file that is sent in parts; at least 5 MiB for an S3 store. */
  @WithDefault("64M")
  MemorySize partSize();
}
