package io.commonweight.trainer.site;

import io.commonweight.federation.secagg.SecAggNode;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.weights.DurableFile;
import io.commonweight.sdk.weights.SafetensorsHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Masks the integers of an update file, in its order, a window at a time. */
final class MaskedFile {
  private static final int WINDOW_ELEMENTS = 1 << 16;

  private MaskedFile() {}

  /**
   * Writes a masked vector, durably.
   *
   * @param update canonical safetensors of the encoding, which the gate has examined
   * @param node masks each element once, so this is done once in a session
   * @throws IOException if a file fails: the session cannot go on
   */
  static void write(Path update, Encoding encoding, SecAggNode node, Path target)
      throws IOException {
    try (FileChannel in = FileChannel.open(update)) {
      in.position(SafetensorsHeader.read(in).dataOffset());
      DurableFile.write(target, out -> mask(in, encoding, node, out));
    }
  }

  private static void mask(FileChannel in, Encoding encoding, SecAggNode node, FileChannel out)
      throws IOException {
    ByteBuffer window =
        ByteBuffer.allocate(WINDOW_ELEMENTS * encoding.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (fill(in, window)) {
      ByteBuffer masked = ByteBuffer.wrap(node.mask(values(window, encoding)));
      while (masked.hasRemaining()) {
        out.write(masked);
      }
    }
  }

  /** Reads the next window; says false at the end. */
  private static boolean fill(FileChannel in, ByteBuffer window) throws IOException {
    window.clear();
    int read = 0;
    while (window.hasRemaining() && read >= 0) {
      read = in.read(window);
    }
    window.flip();
    return window.hasRemaining();
  }

  private static long[] values(ByteBuffer window, Encoding encoding) {
    long[] values = new long[window.remaining() / encoding.bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (encoding) {
            case I8 -> window.get();
            case I16 -> window.getShort();
            case I32 -> window.getInt();
          };
    }
    return values;
  }
}
