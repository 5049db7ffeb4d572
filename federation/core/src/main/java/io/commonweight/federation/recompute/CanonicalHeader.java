package io.commonweight.federation.recompute;

import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.SafetensorsHeader;
import io.commonweight.sdk.weights.SafetensorsWriter;
import io.commonweight.sdk.weights.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * The one header that a file of given tensors has.
 *
 * @param layout what it says
 */
public record CanonicalHeader(SafetensorsHeader layout) {

  /** The header of a release's tensors with elements of one type. */
  public static CanonicalHeader of(List<Release.Tensor> tensors, Dtype dtype) {
    return new CanonicalHeader(
        SafetensorsWriter.layout(
            tensors.stream().map(t -> TensorInfo.at(0, t.name(), dtype, t.shape())).toList()));
  }

  /** The header of tensors that were read. */
  public static CanonicalHeader of(SafetensorsHeader read) {
    return new CanonicalHeader(SafetensorsWriter.layout(read.tensors()));
  }

  /** Whether a file begins with exactly this header. */
  public boolean isAtHeadOf(InputStream file) throws IOException {
    var expected = new ByteArrayOutputStream();
    var _ = new SafetensorsWriter(Channels.newChannel(expected), layout);
    return Arrays.equals(file.readNBytes(expected.size()), expected.toByteArray());
  }

  /** Writes a file of this header whose values are all 0: what an optimizer's state begins as. */
  public void writeZeros(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      var _ = new SafetensorsWriter(channel, layout);
      long end =
          layout.dataOffset()
              + layout.tensors().stream().mapToLong(TensorInfo::end).max().orElse(0);
      if (end > channel.position()) {
        channel.write(ByteBuffer.allocate(1), end - 1); // what lies before reads as zeros
      }
    }
  }
}
