package io.commonweight.cli.simulate;

import io.commonweight.sdk.statement.Charter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What all rules of a simulation share. */
record Setting(Plan plan, Population population, Keys keys, Workers workers) {

  /**
   * Runs one rule through all rounds, with a scratch folder of its own.
   *
   * @param afterRound is told after each
   */
  List<RoundRow> run(Charter.Aggregation aggregation, Runnable afterRound)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("commonweight-simulate");
    try {
      Trial trial = Trial.begin(this, aggregation, scratch);
      List<RoundRow> rows = new ArrayList<>();
      for (int round = 0; round < plan.rounds(); round++) {
        rows.add(trial.next());
        afterRound.run();
      }
      return rows;
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
