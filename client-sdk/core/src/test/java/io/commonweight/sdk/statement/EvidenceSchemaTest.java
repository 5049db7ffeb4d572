package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.verify.FixtureLog;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of evidence says what evidence is. */
class EvidenceSchemaTest {
  private static final Schemas SCHEMA = Schemas.named("evidence");
  private static final ReleaseFixture FEDERATION = new ReleaseFixture("schema");

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void theSchemaAcceptsTheEvidenceOfARelease(int sequence) throws IOException {
    FixtureLog log = FEDERATION.log(FEDERATION.release(sequence, ReleaseFixture.files(sequence)));

    for (Evidence evidence : List.of(log.evidence(), log.evidenceSince(7))) {
      assertThat(SCHEMA.complaints(Mutation.tree(evidence.encode()))).isEmpty();
      assertThat(Evidence.parse(evidence.encode())).isEqualTo(evidence);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aggregates",
        "charters",
        "checkpoint",
        "delegations",
        "proofs",
        "release",
        "revocations",
        "tail"
      })
  void theSchemaWantsEveryMemberAndNoOther(String member) {
    ObjectNode without = tree().deepCopy();
    without.remove(member);
    ObjectNode other = tree().deepCopy();
    other.set(member + "_", other.remove(member));
    ObjectNode wrong = tree().deepCopy();
    wrong.put(member, 1);

    assertThat(List.of(without, other, wrong))
        .allSatisfy(changed -> assertThat(SCHEMA.complaints(changed)).isNotEmpty());
  }

  @Test
  void theSchemaRefusesPlacesBeforeTheFirst() {
    ObjectNode proof = tree().deepCopy();
    ((ObjectNode) proof.path("proofs").get(0)).put("index", -1);
    ObjectNode tail = tree().deepCopy();
    tail.withObject("tail").put("start", -1);

    assertThat(List.of(proof, tail))
        .allSatisfy(changed -> assertThat(SCHEMA.complaints(changed)).isNotEmpty());
  }

  private static JsonNode tree() {
    return Mutation.tree(
        FEDERATION.log(FEDERATION.release(3, ReleaseFixture.files(3))).evidenceSince(7).encode());
  }
}
