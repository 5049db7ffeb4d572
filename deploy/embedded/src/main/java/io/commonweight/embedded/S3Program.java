package io.commonweight.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs an S3 gateway over a folder, on loopback only. */
final class S3Program {

  private final DataDirectory directory;
  private final Programs programs;

  S3Program(DataDirectory directory, Programs programs) {
    this.directory = directory;
    this.programs = programs;
  }

  /** Starts the gateway; returns when it answers. */
  Child start(S3 s3) throws IOException, InterruptedException {
    Files.createDirectories(s3.folder());
    Path settings = directory.run("s3.properties");
    Files.writeString(
        settings,
        """
        s3proxy.endpoint=%s
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(
                s3.endpoint(),
                s3.accessKey(),
                s3.secretKey(),
                s3.folder().toString().replace("\\", "\\\\")));
    Child child =
        Child.start(
            Service.S3,
            directory,
            programs.java(192, "org.gaul.s3proxy.Main", "--properties", settings.toString()));
    child.awaitReady(() -> answers(s3));
    return child;
  }

  /** Whether the gateway answers; an unsigned request is refused, which is an answer. */
  private static boolean answers(S3 s3) {
    try {
      var connection = (HttpURLConnection) s3.endpoint().toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_FORBIDDEN;
    } catch (IOException _) {
      return false;
    }
  }
}
