package io.commonweight.sdk.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A header is read or refused; what is read covers its data exactly. */
class SafetensorsFuzzTest {

  /** Eight bytes of a file's length, most significant first, then its header. */
  @FuzzTest
  void headersAreReadOrRefused(byte[] input) {
    if (input.length < Long.BYTES) {
      return;
    }
    long fileBytes = ByteBuffer.wrap(input).getLong();
    byte[] header = Arrays.copyOfRange(input, Long.BYTES, input.length);
    try {
      SafetensorsHeader read = SafetensorsHeader.parse(header, fileBytes);
      assertThat(8L + header.length + read.dataBytes()).isEqualTo(fileBytes);
    } catch (SafetensorsException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
