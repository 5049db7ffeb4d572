package io.commonweight.demo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The programs of Commonweight as they were built here.
 *
 * @param home the project's root
 */
public record Programs(Path home) {
  private static final String VERSION = "0.1.0-SNAPSHOT";

  /** A program that the demo starts. */
  public enum Program {
    CLI("client-sdk/cli/target/commonweight-cli-" + VERSION + ".jar", "128m"),
    REGISTRY("registry/target/quarkus-app/quarkus-run.jar", "320m"),
    AGGREGATOR("federation/service/target/quarkus-app/quarkus-run.jar", "192m"),
    NODE("trainer-node/target/quarkus-app/quarkus-run.jar", "384m"),
    DEMO("deploy/demo/target/commonweight-demo-" + VERSION + ".jar", "128m");

    private final String jar;
    private final String heap;

    Program(String jar, String heap) {
      this.jar = jar;
      this.heap = heap;
    }
  }

  /** The programs of this checkout: system property {@code commonweight.home}. */
  public static Programs locate() {
    return new Programs(Path.of(System.getProperty("commonweight.home", ".")));
  }

  /**
   * The command line of a program.
   *
   * @param properties system properties
   * @param arguments its arguments
   * @throws IOException if the program was not built
   */
  public List<String> command(
      Program program, Map<String, String> properties, List<String> arguments) throws IOException {
    Path jar = home.resolve(program.jar);
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing: run './commonweight build' first");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags(program));
    command.add("-Dcommonweight.home=" + home);
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }

  /**
   * Many small JVMs share two cores here: little heap, one collector thread, the quick compiler.
   */
  private static List<String> jvmFlags(Program program) {
    return List.of(
        "-Xmx" + program.heap,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }
}
