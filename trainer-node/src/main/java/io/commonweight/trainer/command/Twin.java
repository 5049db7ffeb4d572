package io.commonweight.trainer.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * This program a second time, as a process of its own: PyTorch's gradients are one per process, so
 * two trainings at a time need two.
 */
final class Twin implements AutoCloseable {
  private final Process process;

  private Twin(Process process) {
    this.process = process;
  }

  /** Starts it with other arguments and the same virtual machine; it shares standard error. */
  static Twin start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-jar", System.getProperty("java.class.path")));
    command.addAll(arguments);
    return new Twin(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /**
   * Waits for its end.
   *
   * @throws IOException if it failed; it has said why on standard error
   */
  void join() throws IOException, InterruptedException {
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("The second process failed with status " + status);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
