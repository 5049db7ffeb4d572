package io.commonweight.registry.hub;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a commit (newline-delimited JSON) line by line, so that only one line is in memory. */
final class CommitLines {
  /** The most bytes of a line: 16 MiB, room for a small file in Base64. */
  static final int MAX_LINE_BYTES = 16 << 20;

  private static final int MAX_LINES = 50_000;
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream body;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private int lines;

  CommitLines(InputStream body) {
    this.body = body;
  }

  /**
   * The next line; blank ones are passed over.
   *
   * @return empty at the end
   * @throws BadRequest if it cannot be read
   * @throws TooMuch if it is too long, or one too many
   */
  Optional<CommitLine> next() throws IOException {
    while (true) {
      byte[] line = line();
      if (line.length == 0) {
        return Optional.empty();
      }
      if (!isBlank(line)) {
        lines++;
        if (lines > MAX_LINES) {
          throw new TooMuch("a commit has at most " + MAX_LINES + " lines");
        }
        return Optional.of(CommitLine.Reader.read(line));
      }
    }
  }

  /** A line with its newline; empty at the end. */
  private byte[] line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (start < end || fill()) {
      int newline = start;
      while (newline < end && buffer[newline] != '\n') {
        newline++;
      }
      int stop = Math.min(newline + 1, end);
      line.write(buffer, start, stop - start);
      start = stop;
      if (line.size() > MAX_LINE_BYTES) {
        throw new TooMuch("a line of a commit has at most " + MAX_LINE_BYTES + " bytes");
      }
      if (newline < end) {
        break;
      }
    }
    return line.toByteArray();
  }

  private boolean fill() throws IOException {
    start = 0;
    end = Math.max(0, body.read(buffer));
    return end > 0;
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }
}
