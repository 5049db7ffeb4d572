package io.commonweight.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Clients on this machine that each take a few kilobytes a second of a large file, until they are
 * closed.
 */
final class SlowReaders implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 16_384;
  private static final int STEP = 4_096;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final List<Socket> sockets = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SlowReaders() {}

  /** Begins to read. */
  static SlowReaders start(URI address, int count) throws IOException {
    var readers = new SlowReaders();
    try {
      for (int i = 0; i < count; i++) {
        readers.add(address);
      }
      return readers;
    } catch (IOException e) {
      readers.close();
      throw e;
    }
  }

  private void add(URI address) throws IOException {
    var socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
            .formatted(address.getRawPath(), address.getAuthority());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var _ = threads.submit(() -> read(socket));
  }

  private static long read(Socket socket) throws IOException, InterruptedException {
    byte[] buffer = new byte[STEP];
    long bytes = 0;
    for (int count = 0; count >= 0; count = socket.getInputStream().read(buffer)) {
      bytes += count;
      Thread.sleep(PAUSE);
    }
    return bytes;
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException _) {
        // It is of no more use either way.
      }
    }
    threads.shutdownNow();
  }
}
