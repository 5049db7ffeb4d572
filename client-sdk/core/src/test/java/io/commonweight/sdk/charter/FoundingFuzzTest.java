package io.commonweight.sdk.charter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;
import java.util.Arrays;

/**
 * Founding documents that are accepted hold every key they name; all else is refused in one way.
 */
class FoundingFuzzTest {

  /** The charter, a line feed, which canonical JSON never holds, and the keys. */
  @FuzzTest
  void foundingDocumentsAreReadOrRefused(byte[] documents) {
    int end = 0;
    while (end < documents.length && documents[end] != '\n') {
      end++;
    }
    byte[] charter = Arrays.copyOf(documents, end);
    byte[] keys =
        Arrays.copyOfRange(documents, Math.min(end + 1, documents.length), documents.length);
    try {
      Founding founding = Founding.of(charter, keys);

      assertThat(founding.payload().toArray()).isEqualTo(charter);
      assertThat(founding.charter().fingerprints())
          .allMatch(key -> founding.keys().find(key).isPresent());
      assertThat(founding.witnessPolicy().required())
          .isEqualTo(founding.charter().witnesses().required());
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
