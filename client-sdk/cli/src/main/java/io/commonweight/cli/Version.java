package io.commonweight.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Commonweight.class.getPackage().getImplementationVersion();
    return new String[] {"commonweight " + Optional.ofNullable(version).orElse("(not packaged)")};
  }
}
