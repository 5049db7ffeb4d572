package io.commonweight.federation.service.shard;

import io.commonweight.federation.recompute.CohortIntake;
import io.commonweight.federation.recompute.RegistryBlobs;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the masks off the sums of a secure round, each once, and keeps those that count in the
 * organization's own store, where its workers read them like updates.
 */
final class SumIntake {
  private final CohortIntake cohorts;
  private final RoundStore store;

  /**
   * @param giveUpAt until when a blob that is not there is waited for
   */
  SumIntake(Site site, RoundOpen open, List<Release.Tensor> tensors, Instant giveUpAt) {
    this.cohorts =
        new CohortIntake(open, tensors, new RegistryBlobs(site.session(), site.clock(), giveUpAt));
    this.store = site.store();
  }

  /** Where the data of a sum begins. */
  long dataOffset() {
    return cohorts.dataOffset();
  }

  /**
   * Takes the sums in.
   *
   * @param rejected takes the nodes of those that do not count
   * @return what is to be aggregated
   * @throws IOException if the registry cannot be asked: then nothing is known
   */
  List<RoundPlan.Input> take(CohortInputs inputs, List<Rejection> rejected)
      throws IOException, InterruptedException {
    List<RoundPlan.Input> counted = new ArrayList<>();
    for (CohortSum sum : inputs.sums()) {
      List<Rejection> reasons = take(sum);
      rejected.addAll(reasons);
      if (reasons.isEmpty()) {
        counted.add(
            new RoundPlan.Input(
                sum.survivors().session(), sum.organization().orElse(""), 1, sum.inputs().size()));
      } else {
        Log.infof(
            "sum rejected, cohort of %s, reasons %s",
            sum.organization().orElse("all"),
            reasons.stream().map(Rejection::reason).distinct().toList());
      }
    }
    return counted;
  }

  private List<Rejection> take(CohortSum sum) throws IOException, InterruptedException {
    Sha256 session = sum.survivors().session();
    if (store.has(RoundStore.updateKey(session))) {
      return List.of(); // only what passed is ever kept there
    }
    Path file = store.scratchFile();
    try {
      List<Rejection> reasons = cohorts.take(sum, file);
      if (reasons.isEmpty()) {
        store.keep(RoundStore.updateKey(session), file);
      }
      return reasons;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
