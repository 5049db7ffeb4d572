package io.commonweight.cli.pull;

import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how a download goes: a bar on a terminal, a line for each file otherwise.
 *
 * @param lines takes the lines
 * @param isTerminal whether there is a person who watches
 */
record DownloadProgress(Consumer<String> lines, boolean isTerminal) {
  private static final int MEBIBYTE = 1 << 20;

  static DownloadProgress on(Consumer<String> lines) {
    return new DownloadProgress(
        lines, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  void download(RegistryClient client, Release.File file, Path target) throws IOException {
    if (!isTerminal) {
      lines.accept("fetching %s, %d bytes".formatted(file.path(), file.bytes()));
      client.download(file.sha256(), file.bytes(), target, _ -> {});
      return;
    }
    try (ProgressBar bar = bar(file)) {
      client.download(file.sha256(), file.bytes(), target, bar::stepTo);
    }
  }

  private static ProgressBar bar(Release.File file) {
    var bar =
        new ProgressBarBuilder()
            .setTaskName(file.path())
            .setInitialMax(file.bytes())
            .setStyle(ProgressBarStyle.ASCII);
    return file.bytes() < MEBIBYTE
        ? bar.setUnit(" B", 1).build()
        : bar.setUnit(" MiB", MEBIBYTE).showSpeed().build();
  }
}
