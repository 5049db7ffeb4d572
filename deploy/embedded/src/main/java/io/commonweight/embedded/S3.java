package io.commonweight.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a running S3 gateway is and how to sign for it. Address it path-style; any region will do.
 *
 * @param port its port on 127.0.0.1
 * @param secretKey the secret key of {@link #accessKey()}
 * @param folder the folder it serves: a bucket is a folder in it, an object a file
 */
public record S3(int port, String secretKey, Path folder) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  /** The address of the gateway, without a bucket. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The one access key the gateway knows. */
  public String accessKey() {
    return "commonweight";
  }

  /**
   * Creates a bucket unless it exists.
   *
   * @param name 3 to 63 of {@code a-z 0-9 -}, beginning and ending with a letter or digit
   * @return the name
   */
  public String bucket(String name) {
    if (!BUCKET.matcher(name).matches()) {
      throw new IllegalArgumentException("not a bucket name (" + BUCKET + "): " + name);
    }
    try {
      Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new EmbeddedServicesException("cannot create the bucket " + name, e);
    }
    return name;
  }
}
