package io.commonweight.registry.xet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;

class XorbTest {
  private static final byte[] TEXT = "grip, lift, turn, place; ".repeat(40).getBytes(US_ASCII);

  @Test
  void xorbOfTheClientHasItsHash() throws Exception {
    XorbIndex first = XorbIndex.read(Captured.FIRST_XORB.stream());

    assertThat(first.hash()).isEqualTo(Captured.FIRST);
    assertThat(first.places())
        .extracting(place -> place.chunk().bytes())
        .containsExactly(26_114L, 55_339L, 51_437L, 96_546L);
    assertThat(first.storedBytes()).isEqualTo(216_518);
    assertThat(XorbIndex.read(Captured.CHANGED_XORB.stream()).hash()).isEqualTo(Captured.CHANGED);
  }

  @Test
  void chunksOfTheClientAreTheFile() throws Exception {
    var reader = new XorbReader(Captured.FIRST_XORB.stream());
    var file = new ByteArrayOutputStream();
    for (var chunk = reader.next(); chunk.isPresent(); chunk = reader.next()) {
      file.write(chunk.get());
    }

    assertThat(file.size()).isEqualTo(Captured.FIRST_BYTES);
    assertThat(Sha256.of(file.toByteArray()).hex()).isEqualTo(Captured.FIRST_SHA256);
  }

  @Test
  void indexComesBackFromItsBytes() throws Exception {
    XorbIndex index = XorbIndex.read(Captured.FIRST_XORB.stream());

    assertThat(XorbIndex.ofBytes(index.toBytes())).isEqualTo(index);
  }

  @Test
  void contentStandsAsItIsOrCompressed() throws Exception {
    assertThat(only(chunk(0, TEXT, TEXT.length))).isEqualTo(TEXT);
    assertThat(only(chunk(1, frame(TEXT), TEXT.length))).isEqualTo(TEXT);
  }

  @Test
  void groupsOfBytesAreSpreadAgainAlsoIfTheyAreNotEquallyLong() throws Exception {
    byte[] grouped = "aeibfjcgdh".getBytes(US_ASCII);

    assertThat(only(chunk(2, frame(grouped), 10))).isEqualTo("abcdefghij".getBytes(US_ASCII));
  }

  @Test
  void footerIsNotRead() throws Exception {
    byte[] xorb = join(chunk(0, TEXT, TEXT.length), "XETBLOB\1and so on".getBytes(US_ASCII));

    assertThat(only(xorb)).isEqualTo(TEXT);
  }

  @Test
  void longestChunkIsRead() throws Exception {
    byte[] longest = new byte[Chunk.MAX_BYTES];
    new Random(3).nextBytes(longest);

    assertThat(only(chunk(0, longest, longest.length))).isEqualTo(longest);
    assertThat(only(chunk(1, frame(longest), longest.length))).isEqualTo(longest);
  }

  @Test
  void emptyXorbIsRefused() {
    refused(new byte[0], "the xorb has no chunk");
  }

  @Test
  void chunkOfAnotherVersionIsRefused() throws Exception {
    byte[] chunk = chunk(0, TEXT, TEXT.length);
    chunk[0] = 1;

    refused(chunk, "byte 0 of the xorb begins no chunk");
    refused(new byte[3], "byte 0 of the xorb begins no chunk");
  }

  @Test
  void unknownCompressionIsRefused() {
    refused(chunk(3, TEXT, TEXT.length), "a chunk has unknown compression 3");
    refused(chunk(255, TEXT, TEXT.length), "a chunk has unknown compression 255");
  }

  @Test
  void lengthThatIsNotThatOfTheContentIsRefused() throws Exception {
    refused(chunk(0, TEXT, 999), "a chunk has 1000 bytes instead of 999");
    refused(chunk(1, frame(TEXT), 1001), "a chunk has 1000 bytes instead of 1001");
    refused(chunk(1, frame(TEXT), 999), "a chunk has more than 999 bytes");
    refused(chunk(1, join(frame(TEXT), TEXT), 1000), "a chunk has more than 1000 bytes");
  }

  @Test
  void chunkThatIsTooLongOrEmptyIsRefused() {
    refused(
        chunk(0, TEXT, Chunk.MAX_BYTES + 1),
        "the content of a chunk has 131073 bytes, not 1 to 131072");
    refused(chunk(0, TEXT, 0), "the content of a chunk has 0 bytes, not 1 to 131072");
    refused(
        chunk(0, new byte[2 * Chunk.MAX_BYTES + 1], 1),
        "the data of a chunk has 262145 bytes, not 1 to 262144");
  }

  @Test
  void whatIsNoFrameIsRefused() throws Exception {
    byte[] frame = frame(TEXT);
    refused(chunk(1, TEXT, TEXT.length), "a chunk is not a whole LZ4 frame");
    refused(chunk(1, Arrays.copyOf(frame, 20), TEXT.length), "a chunk is not a whole LZ4 frame");
  }

  @Test
  void xorbThatEndsWithinAChunkIsRefused() {
    byte[] chunk = chunk(0, TEXT, TEXT.length);

    refused(Arrays.copyOf(chunk, 500), "the xorb ends within a chunk");
  }

  @Test
  void tooManyChunksAreRefused() {
    var xorb = new ByteArrayOutputStream();
    for (int i = 0; i <= XorbIndex.MAX_CHUNKS; i++) {
      xorb.writeBytes(chunk(0, new byte[1], 1));
    }

    refused(xorb.toByteArray(), "the xorb has more than 8192 chunks");
  }

  private static void refused(byte[] xorb, String message) {
    assertThatThrownBy(() -> XorbIndex.read(new ByteArrayInputStream(xorb)))
        .isInstanceOf(MalformedXetException.class)
        .hasMessage(message);
  }

  private static byte[] only(byte[] xorb) throws IOException {
    var reader = new XorbReader(new ByteArrayInputStream(xorb));
    byte[] content = reader.next().orElseThrow();
    assertThat(reader.next()).isEmpty();
    return content;
  }

  private static byte[] chunk(int compression, byte[] data, int bytes) {
    byte[] header = {
      0,
      (byte) data.length,
      (byte) (data.length >> 8),
      (byte) (data.length >> 16),
      (byte) compression,
      (byte) bytes,
      (byte) (bytes >> 8),
      (byte) (bytes >> 16)
    };
    return join(header, data);
  }

  private static byte[] frame(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var frame = new FramedLZ4CompressorOutputStream(out)) {
      frame.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
