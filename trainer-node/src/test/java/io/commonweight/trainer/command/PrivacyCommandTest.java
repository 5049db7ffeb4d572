package io.commonweight.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.trainer.gate.Protection;
import io.commonweight.trainer.ledger.Budget;
import io.commonweight.trainer.ledger.Expense;
import io.commonweight.trainer.ledger.PrivacyLedger;
import io.commonweight.trainer.site.SiteSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrivacyCommandTest {
  @TempDir Path folder;

  @Test
  void spentTellsTheWholeAndItsParts() throws Exception {
    Path file = folder.resolve("ledger");
    var ledger = new PrivacyLedger(file, new Budget(100, 1e-5), Clock.systemUTC());
    for (int i = 0; i < 3; i++) {
      ledger.charge(
          new Expense(
              i == 2 ? "kitchen" : "tabletop",
              FederationFixture.digest("round " + i),
              FederationFixture.digest("update " + i),
              "/recordings",
              "100",
              "40000"));
    }

    PrivacySpent spent = PrivacySpent.of(file, PrivacyLedger.read(file), 1e-5);

    assertThat(
            spent.toString().lines().map(line -> line.replaceAll("epsilon [0-9.]+", "epsilon #")))
        .containsExactly(
            "3 updates, epsilon # at delta 1.0E-5",
            "  to kitchen: 1 updates, epsilon #",
            "  to tabletop: 2 updates, epsilon #",
            "  of /recordings: 3 updates, epsilon #");
    assertThat(spent.epsilon()).isEqualTo(spent.data().getFirst().epsilon());
    assertThat(run("spent", "--ledger", file.toString(), "--delta", "1e-5", "--json")).isZero();
    assertThat(run("spent", "--ledger", folder.resolve("none").toString(), "--delta", "1e-5"))
        .isEqualTo(1);
    assertThat(run("plan", "--rounds", "20", "--epsilon", "8", "--delta", "1e-5")).isZero();
    assertThat(run("plan", "--rounds", "0", "--epsilon", "8", "--delta", "1e-5")).isEqualTo(1);
  }

  private static int run(String... arguments) {
    return new CommandLine(new PrivacyCommand())
        .setExecutionExceptionHandler(new Failure())
        .execute(arguments);
  }

  @Test
  void protectionIsWantedWholeOrNotAtAll() {
    assertThat(options().privacy(folder)).isEmpty();
    assertThat(
            options(
                    "--privacy-noise-multiplier=8",
                    "--privacy-clip=0.5",
                    "--privacy-epsilon=4",
                    "--privacy-delta=1e-6")
                .privacy(folder))
        .isEqualTo(
            Optional.of(
                new SiteSettings.Privacy(
                    new Protection(new BigDecimal("8"), new BigDecimal("0.5")),
                    new Budget(4, 1e-6),
                    folder.resolve("privacy.jsonl"))));
    for (String[] part :
        new String[][] {
          {"--privacy-noise-multiplier=8"},
          {"--privacy-ledger=file"},
          {"--privacy-clip=1", "--privacy-epsilon=4", "--privacy-delta=1e-6"},
          {"--privacy-noise-multiplier=8", "--privacy-clip=1", "--privacy-epsilon=4"}
        }) {
      assertThatThrownBy(() -> options(part).privacy(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("give them, or none of them");
    }
  }

  private static PrivacyOptions options(String... arguments) {
    return CommandLine.populateCommand(new PrivacyOptions(), arguments);
  }
}
