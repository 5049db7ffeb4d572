package io.commonweight.cli.report;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far long work has come: a bar on a terminal, nothing where nobody watches. */
public final class Bar implements AutoCloseable {
  private final Optional<ProgressBar> bar;

  private Bar(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /**
   * Begins to show work.
   *
   * @param task what is done
   * @param most how much there is of it
   */
  public static Bar of(String task, long most) {
    boolean isWatched =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Bar(
        Optional.of(new ProgressBarBuilder())
            .filter(_ -> isWatched)
            .map(
                builder ->
                    builder
                        .setTaskName(task)
                        .setInitialMax(most)
                        .setStyle(ProgressBarStyle.ASCII)
                        .build()));
  }

  /** Shows how much is done. */
  public void at(long done) {
    bar.ifPresent(shown -> shown.stepTo(done));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
