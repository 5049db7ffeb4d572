package io.commonweight.trainer.command;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes an option that is not given from the property {@code commonweight.node.OPTION}. */
class NodeProperties implements IDefaultValueProvider {
  private static final String PREFIX = "commonweight.node.";

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String name = PREFIX + option.longestName().replaceFirst("^-+", "");
      return ConfigProvider.getConfig().getOptionalValue(name, String.class).orElse(null);
    }
    return null;
  }
}
