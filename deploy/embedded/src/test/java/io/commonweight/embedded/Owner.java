package io.commonweight.embedded;

import java.nio.file.Path;
import java.util.EnumSet;

/**
 * A program that starts all services in the directory it is given, says so, and waits to be killed.
 */
final class Owner {

  private Owner() {}

  public static void main(String[] arguments) throws Exception {
    var services = EmbeddedServices.start(Path.of(arguments[0]), EnumSet.allOf(Service.class));
    Marks.leave(services, arguments[1]);
    System.out.println(services.pids());
    System.in.read();
  }

  static Process start(Path directory, String mark) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dcommonweight.home=" + System.getProperty("commonweight.home"),
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            directory.toString(),
            mark)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
