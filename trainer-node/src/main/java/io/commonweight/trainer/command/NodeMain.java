package io.commonweight.trainer.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** Starts the node's command line. */
@QuarkusMain
public class NodeMain implements QuarkusApplication {
  private final CommandLine.IFactory factory;

  NodeMain(CommandLine.IFactory factory) {
    this.factory = factory;
  }

  /** Only the daemon serves health and metrics; the other commands open no port. */
  public static void main(String... args) {
    if (args.length == 0 || !args[0].equals("run")) {
      System.setProperty("quarkus.http.host-enabled", "false");
    }
    Quarkus.run(NodeMain.class, args);
  }

  @Override
  public int run(String... args) {
    return new CommandLine(NodeCommand.class, factory)
        .setExecutionExceptionHandler(new Failure())
        .execute(args);
  }
}
