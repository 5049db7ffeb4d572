package io.commonweight.trainer.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.privacy.GaussianNoise;
import io.commonweight.federation.privacy.RenyiCurve;
import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyLedgerTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(17), ZoneOffset.UTC);
  private static final Sha256 UPDATE = FederationFixture.digest("update");

  /** Both vectors at most 1000 long, noise of 20,000: a multiplier of 10 for their distance. */
  private static final String CLIP = "1000000";

  private static final String VARIANCE = "400000000";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("privacy.jsonl");
  }

  @Test
  void chargesAreReadBackInOrder() throws Exception {
    ledger(100).charge(expense(1));
    ledger(100).charge(expense(2));

    assertThat(PrivacyLedger.read(file).expenses()).containsExactly(expense(1), expense(2));
    assertThat(Files.readAllLines(file).getFirst())
        .isEqualTo(
            "{\"at\":17,\"expense\":{\"clip\":\"1000000\",\"data\":\"/recordings\",\"federation\":"
                + "\"tabletop\",\"round\":\"%s\",\"update\":\"%s\",\"variance\":\"400000000\"}}",
            round(1), UPDATE);
  }

  @Test
  void ledgerThatDoesNotExistIsEmpty() throws IOException {
    assertThat(PrivacyLedger.read(file).expenses()).isEmpty();
    assertThat(ledger(1).account().epsilon(1e-5)).isZero();
    assertThat(file).doesNotExist();
  }

  @Test
  void ledgerInAFolderThatDoesNotExistIsRefusedBeforeAnythingIsTrained() {
    file = folder.resolve("mistyped/privacy.jsonl");

    assertThatThrownBy(() -> ledger(1).requireRoom(expense(1)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "privacy.jsonl lies in no folder: make it, or correct --privacy-ledger");
  }

  /** Multiplier √variance/(2√clip) = 10, so 25 updates are one of multiplier 2. */
  @Test
  void spentEpsilonIsThatOfAllUpdatesTogether() throws Exception {
    for (int i = 0; i < 25; i++) {
      ledger(100).charge(expense(i));
    }

    assertThat(ledger(100).account().epsilon(1e-5))
        .isCloseTo(RenyiCurve.of(new GaussianNoise(2)).epsilon(1e-5), within(1e-9))
        .isGreaterThanOrEqualTo(RenyiCurve.of(new GaussianNoise(10)).times(25).epsilon(1e-5));
  }

  @Test
  void updateThatWouldExceedTheBudgetIsRefusedAndNotCharged() throws Exception {
    double two = RenyiCurve.of(new GaussianNoise(10)).times(2).epsilon(1e-5);
    PrivacyLedger ledger = ledger(two + 1e-9);
    ledger.charge(expense(1));
    ledger.charge(expense(2));

    assertThatThrownBy(() -> ledger.charge(expense(3)))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessageContaining("of ε = " + (two + 1e-9) + " (δ = 1.0E-5) 2 updates have spent")
        .hasMessageContaining("raise --privacy-epsilon")
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> ledger.requireRoom(expense(3)))
        .isInstanceOf(BudgetSpentException.class);
    assertThat(ledger.account().expenses()).hasSize(2);
  }

  @Test
  void updateThatIsChargedAlreadyIsNotChargedAgainEvenWhenTheBudgetIsSpent() throws Exception {
    double one = RenyiCurve.of(new GaussianNoise(10)).epsilon(1e-5);
    ledger(one + 1e-9).charge(expense(1));
    ledger(one + 1e-9).charge(expense(1));

    assertThat(PrivacyLedger.read(file).expenses()).hasSize(1);
    assertThat(PrivacyLedger.read(file).holds(round(1), UPDATE)).isTrue();
    assertThat(PrivacyLedger.read(file).holds(round(2), UPDATE)).isFalse();
  }

  @Test
  void budgetIsSharedByFederationsAndTheirPartsAreTold() throws Exception {
    ledger(100).charge(expense(1));
    ledger(100).charge(new Expense("kitchen", round(2), UPDATE, "/recordings", CLIP, VARIANCE));

    Account account = PrivacyLedger.read(file);
    var parts = account.by(Expense::federation);
    assertThat(parts).containsOnlyKeys("kitchen", "tabletop");
    assertThat(account.by(Expense::data)).containsOnlyKeys("/recordings");
    double part = parts.values().iterator().next().epsilon(1e-5);
    assertThat(account.epsilon(1e-5)).isBetween(part * 1.2, part * 2);
  }

  @Test
  void lastLineTornAtAnyByteCountsForNothingAndTheNextChargeFollowsTheGoodOnes() throws Exception {
    ledger(100).charge(expense(1));
    int first = (int) Files.size(file);
    ledger(100).charge(expense(2));
    byte[] whole = Files.readAllBytes(file);
    for (int length = first; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(PrivacyLedger.read(file).expenses()).containsExactly(expense(1));

      ledger(100).charge(expense(3));

      assertThat(PrivacyLedger.read(file).expenses()).containsExactly(expense(1), expense(3));
    }
  }

  /** What is not readable may have been spent, so even a last line is not forgotten. */
  @Test
  void damageInALineThatEndsIsAnErrorThatNamesIt() throws Exception {
    ledger(100).charge(expense(1));
    ledger(100).charge(expense(2));
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 10] = 0;
    Files.write(file, whole);

    assertThatThrownBy(() -> PrivacyLedger.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("privacy.jsonl line 2 is damaged")
        .hasMessageContaining("restore the file from a copy");
    assertThatThrownBy(() -> ledger(100).charge(expense(3))).isInstanceOf(IOException.class);
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void nodesThatChargeAtOnceLoseNoLine() throws Exception {
    List<Future<?>> charges = new ArrayList<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        Expense expense = expense(i);
        charges.add(
            nodes.submit(
                () -> {
                  ledger(100).charge(expense);
                  return expense;
                }));
      }
    }
    for (Future<?> charge : charges) {
      charge.get();
    }

    assertThat(PrivacyLedger.read(file).expenses()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void linesOfAnotherMakeAreRefused() throws Exception {
    ledger(100).charge(expense(1));
    String good = Files.readString(file);
    for (String bad :
        List.of(
            good.replace("\"at\":17", "\"at\":17.5"),
            good.replace("\"1000000\"", "\"0\""),
            good.replace("\"1000000\"", "\"-5\""),
            good.replace("\"400000000\"", "\"4e8\""),
            good.replace("\"400000000\"", "\"" + "9".repeat(40) + "\""),
            good.replace("tabletop", " "),
            good.replace("tabletop", "t".repeat(5000)),
            good.replace("clip", "clop"),
            good.replace(",\"variance\":\"400000000\"", ""),
            " " + good,
            "\n")) {
      Files.write(file, bad.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> PrivacyLedger.read(file))
          .as(bad)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 1 is damaged");
    }
  }

  @Test
  void budgetsOutOfRangeAreRefused() {
    for (double[] bad : new double[][] {{0, 1e-5}, {-1, 1e-5}, {1, 0}, {1, 1}, {Double.NaN, 0.1}}) {
      assertThatThrownBy(() -> new Budget(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private PrivacyLedger ledger(double epsilon) {
    return new PrivacyLedger(file, new Budget(epsilon, 1e-5), CLOCK);
  }

  private static Expense expense(int round) {
    return new Expense("tabletop", round(round), UPDATE, "/recordings", CLIP, VARIANCE);
  }

  private static Sha256 round(int number) {
    return FederationFixture.digest("round " + number);
  }
}
