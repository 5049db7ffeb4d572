package io.commonweight.cli.log;

import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The files of a log on a server. */
public final class ServedLog implements LogFiles {
  private static final int NOT_FOUND = 404;

  private final RegistryClient server;

  /**
   * A log below an address, such as {@code https://registry.example/v1/federations/F/log}.
   *
   * @throws IllegalArgumentException if it is neither HTTPS nor of this machine
   */
  public ServedLog(URI prefix) {
    this.server = new RegistryClient(prefix);
  }

  /** The log of a federation at a registry. */
  public static ServedLog of(URI registry, String federation) {
    URI base = URI.create(registry.toString().replaceFirst("/*$", "/"));
    return new ServedLog(base.resolve("v1/federations/" + federation + "/log"));
  }

  @Override
  public Optional<byte[]> file(String path) throws IOException {
    try {
      return Optional.of(server.file(path, MAX_BYTES));
    } catch (RegistryException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The address. */
  @Override
  public String toString() {
    return server.registry().toString();
  }
}
