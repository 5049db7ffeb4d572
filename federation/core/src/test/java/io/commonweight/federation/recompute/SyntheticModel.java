package io.commonweight.federation.recompute;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.SafetensorsHeader;
import io.commonweight.sdk.weights.SafetensorsWriter;
import io.commonweight.sdk.weights.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Weights and 16-bit updates whose weighted mean is known without aggregating: each update is a
 * value of its element plus an offset of its own, and the offsets, times their weights, add up to
 * 0. All values are small multiples of 2^−scale, so the new weight is exact as a float.
 */
final class SyntheticModel implements AutoCloseable {
  /** The frames of each update: its weight. */
  static final List<Integer> WEIGHTS = List.of(1000, 2000, 3000, 1000, 2000, 3000);

  private static final int[] OFFSETS = {6000, -3000, 2000, -6000, 3000, -2000};
  private static final int LARGEST_MEAN = 1 << 14;
  private static final int LARGEST_BASE = 1 << 20;
  private static final int WINDOW = 1 << 16;

  private final SafetensorsHeader layout;
  private final FileChannel base;
  private final SafetensorsWriter baseWriter;
  private final List<FileChannel> updates = new ArrayList<>();
  private final List<SafetensorsWriter> updateWriters = new ArrayList<>();
  private final MessageDigest expected = Sha256.newDigest();
  private final ByteBuffer floats = buffer(Float.BYTES);
  private final ByteBuffer results = buffer(Float.BYTES);
  private final List<ByteBuffer> quanta = new ArrayList<>();

  SyntheticModel(Path folder, List<Release.Tensor> tensors) throws IOException {
    this.layout = CanonicalHeader.of(tensors, Dtype.F32).layout();
    this.base = create(base(folder));
    this.baseWriter = new SafetensorsWriter(base, layout);
    SafetensorsHeader narrow = CanonicalHeader.of(tensors, Encoding.I16.dtype()).layout();
    for (int i = 0; i < WEIGHTS.size(); i++) {
      updates.add(create(update(folder, i)));
      updateWriters.add(new SafetensorsWriter(updates.get(i), narrow));
      quanta.add(buffer(Short.BYTES));
    }
    var head = new ByteArrayOutputStream();
    var _ = new SafetensorsWriter(Channels.newChannel(head), layout);
    expected.update(head.toByteArray());
  }

  static Path base(Path folder) {
    return folder.resolve("base.safetensors");
  }

  static Path update(Path folder, int index) {
    return folder.resolve("update-" + index + ".safetensors");
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(WINDOW * bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Writes all files.
   *
   * @param scales of each tensor, in file order
   * @return the digest that the file of the new weights must have
   */
  Sha256 write(List<Integer> scales) throws IOException {
    var random = new SplittableRandom(1);
    for (int tensor = 0; tensor < scales.size(); tensor++) {
      TensorInfo info = layout.tensors().get(tensor);
      for (long at = 0; at < info.elements(); at += WINDOW) {
        window((int) Math.min(WINDOW, info.elements() - at), scales.get(tensor), random);
      }
    }
    baseWriter.finish();
    updateWriters.forEach(SafetensorsWriter::finish);
    return Sha256.ofBytes(expected.digest());
  }

  private void window(int count, int scale, SplittableRandom random) throws IOException {
    floats.clear();
    results.clear();
    quanta.forEach(ByteBuffer::clear);
    for (int i = 0; i < count; i++) {
      int mean = random.nextInt(-LARGEST_MEAN, LARGEST_MEAN);
      int old = random.nextInt(-LARGEST_BASE, LARGEST_BASE);
      floats.putFloat(Math.scalb((float) old, -scale));
      results.putFloat(Math.scalb((float) (old + mean), -scale));
      int sign = (mean & 1) == 0 ? 1 : -1;
      for (int update = 0; update < OFFSETS.length; update++) {
        quanta.get(update).putShort((short) (mean + sign * OFFSETS[update]));
      }
    }
    baseWriter.write(floats.flip());
    for (int update = 0; update < OFFSETS.length; update++) {
      updateWriters.get(update).write(quanta.get(update).flip());
    }
    expected.update(results.flip());
  }

  @Override
  public void close() throws IOException {
    base.close();
    for (FileChannel update : updates) {
      update.close();
    }
  }
}
