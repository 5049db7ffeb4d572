package io.commonweight.sdk.weights;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A header is read or refused; what is read covers its data exactly. */
class SafetensorsFuzzTest {

  @FuzzTest
  void headersAreReadOrRefused(byte[] header) {
    try {
      SafetensorsHeader read = SafetensorsHeader.parse(header, 8L + header.length);
      if (read.dataBytes() != 0) {
        throw new AssertionError("data without bytes");
      }
    } catch (SafetensorsException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("a refusal without a reason", e);
      }
    }
  }
}
