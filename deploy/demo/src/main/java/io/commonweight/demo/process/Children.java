package io.commonweight.demo.process;

import io.commonweight.demo.process.Programs.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** All processes of a run: whatever happens, none of them outlives it. */
public final class Children implements AutoCloseable {
  private final Programs programs;
  private final Path logs;
  private final ConcurrentLinkedDeque<Child> started = new ConcurrentLinkedDeque<>();
  private final Thread hook = new Thread(this::killAll, "stop-children");

  /** Processes of these programs that log to this directory. */
  public Children(Programs programs, Path logs) {
    this.programs = programs;
    this.logs = logs;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a program. */
  public Child start(
      String name, Program program, Map<String, String> properties, List<String> arguments)
      throws IOException {
    return start(name, programs.command(program, properties, arguments), Map.of());
  }

  /**
   * Starts any command.
   *
   * @param environment variables to set; secrets go here, because command lines are public
   */
  public Child start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    Child child = Child.start(name, command, environment, logs.resolve(name + ".log"));
    started.addFirst(child);
    return child;
  }

  /** The programs that are started. */
  public Programs programs() {
    return programs;
  }

  /** Stops those that run, the last started first. */
  @Override
  public void close() {
    try {
      for (Child child : started) {
        if (child.isAlive()) {
          child.stop();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      killAll();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void killAll() {
    for (Child child : started) {
      try {
        child.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
