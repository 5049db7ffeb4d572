package io.commonweight.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.Envelope;
import java.util.List;

class TokenRequestFuzzTest {
  private static final List<Envelope.Signature> SIGNATURES =
      new TestFederation("fuzzing").charterBy(1).signatures();

  @FuzzTest
  void anyPayloadIsReadOrRefused(byte[] payload) {
    var envelope = new Envelope(TokenRequest.PAYLOAD_TYPE, Bytes.of(payload), SIGNATURES);
    try {
      assertThat(CanonicalJson.write(TokenRequest.parse(envelope))).isEqualTo(payload);
    } catch (Malformed _) {
      // the one refusal that is declared
    }
  }
}
