package io.commonweight.federation.card;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.digest;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cards.WeightsFacts;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.RoundClose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReleaseCardTest {
  private static final String EMBODIMENT =
      """
      {"version":1,"robot_type":"planar_arm","control_mode":"ee_delta","fps":10,"vendor":{"x":1},
       "state":[{"name":"ee.x","unit":"m","lower":"-0.35","upper":"0.35"},
                {"name":"gripper","unit":"1","lower":"0.0","upper":"1.0"}],
       "action":[{"name":"ee.dx","unit":"m","lower":"-0.02","upper":"0.02"}]}
      """;
  private static final String CONFIG = "{\"type\":\"mlp-chunk\",\"chunk\":4,\"license\":\"mit\"}";

  private final FederationFixture federation = new FederationFixture(4);

  @Test
  void initialCardNamesItsSource() throws Exception {
    byte[] card =
        ReleaseCard.initial(
            federation.founding().charter(),
            policy(),
            weights("weights-0"),
            "seeded initializer 7");

    assertThat(text(card))
        .contains("# tabletop/policy, release 0")
        .contains("First release: seeded initializer 7.")
        .contains("Profile planar\\_arm, ee\\_delta")
        .contains("10 Hz, 4 actions at a time");
    CardClaims.read(card).check("tabletop/policy", 0, weights("weights-0"));
  }

  @Test
  void cardOfARoundIsTheGoldenOne() throws Exception {
    FederationState state = closed();

    byte[] card = card(state);

    assertThat(text(card)).isEqualTo(golden());
  }

  @Test
  void whatIsLoggedAfterTheCutoffDoesNotChangeTheCard() throws Exception {
    FederationState state = closed();
    byte[] before = card(state);

    state = federation.then(state, evaluation(state, 49), aggregatorKey(2));
    state = federation.then(state, update(state.rounds().getLast(), 4), nodeKey(4));

    assertThat(card(state)).isEqualTo(before);
  }

  @Test
  void cardDoesNotDependOnTheLocale() throws Exception {
    FederationState state = closed();
    byte[] expected = card(state);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(card(state)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void cardOfOtherWeightsContradictsTheRelease() throws Exception {
    CardClaims claims = CardClaims.read(card(closed()));

    assertThatThrownBy(() -> claims.check("tabletop/policy", 1, weights("other")))
        .isInstanceOf(CardException.class)
        .hasMessageContaining("weights_sha256");
  }

  @Test
  void malformedFilesAreNamed() {
    assertRefused(
        EMBODIMENT.replace("\"fps\":10", "\"fps\":\"ten\""), CONFIG, "embodiment.json: fps");
    assertRefused(EMBODIMENT.replace("ee.dx", ""), CONFIG, "embodiment.json action: name");
    assertRefused(EMBODIMENT, "{\"type\":\"mlp-chunk\"}", "config.json: chunk");
    assertRefused("[", CONFIG, "embodiment.json is not JSON");
    assertRefused("", CONFIG, "embodiment.json: robot_type");
    assertRefused(EMBODIMENT, " ".repeat(PolicyFacts.MAX_BYTES + 1), "config.json has 1048577");
  }

  private static void assertRefused(String embodiment, String config, String cause) {
    assertThatThrownBy(() -> PolicyFacts.parse(bytes(embodiment), bytes(config)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(cause);
  }

  /** Round 1 with three updates, of which one has another base, and an evaluation of release 0. */
  private FederationState closed() {
    FederationState state = federation.based();
    state = federation.then(state, evaluation(state, 42), aggregatorKey(1));
    state = federation.open(state);
    Round round = state.openRound().orElseThrow();
    state = federation.then(state, update(round, 1), nodeKey(1));
    state = federation.then(state, update(round, 2, digest("elsewhere")), nodeKey(2));
    state = federation.then(state, update(round, 3), nodeKey(3));
    state = federation.then(state, update(round, 4), nodeKey(4));
    return federation.byAggregators(state, 3, new RoundClose(round.id()));
  }

  private static byte[] card(FederationState state) throws JsonException {
    Round round = state.rounds().getLast();
    InputSet inputs = InputSet.of(state, round);
    var late = inputs.inputs().getLast();
    var rejected = new ArrayList<>(inputs.rejected());
    rejected.add(new Rejection(late.index(), late.signer(), Reason.MISSING_BLOB));
    rejected.sort(Comparator.comparingLong(Rejection::index));
    var result =
        new Aggregate.Result(
            round.id(),
            round.cutoff().orElseThrow(),
            inputs.digest(),
            FederationFixture.SPEC_ID,
            rejected,
            digest("weights-1"),
            List.of());
    return ReleaseCard.next(state, round, result, policy(), weights("weights-1"));
  }

  private static Evaluation evaluation(FederationState state, int successes) {
    LoggedRelease base = state.latestRelease().orElseThrow();
    return new Evaluation(
        base.digest(), base.release().weights().sha256(), "tabletop", "held-out", successes, 50);
  }

  private static PolicyFacts policy() throws JsonException {
    return PolicyFacts.parse(bytes(EMBODIMENT), bytes(CONFIG));
  }

  private static WeightsFacts weights(String content) {
    return new WeightsFacts(
        digest(content).hex(),
        List.of(new WeightsFacts.Tensor("layer.weight", "F32", List.of(4L, 5L))));
  }

  private static String golden() throws IOException {
    try (InputStream in = ReleaseCardTest.class.getResourceAsStream("release-1.md")) {
      return text(in == null ? new byte[0] : in.readAllBytes());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
