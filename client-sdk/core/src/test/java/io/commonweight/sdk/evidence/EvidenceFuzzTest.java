package io.commonweight.sdk.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever claims to be evidence is read or refused, and read in one way only. */
class EvidenceFuzzTest {

  @FuzzTest
  void evidenceIsReadOrRefused(byte[] json) {
    try {
      Evidence evidence = Evidence.parse(json);
      assertThat(evidence.release().signatures()).isNotEmpty();
      assertThat(evidence.encode()).isEqualTo(json);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
