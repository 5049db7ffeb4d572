package io.commonweight.federation.service.shard;

import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Weights;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.blob.UploadSession;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Update;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Recomputes rounds. The result follows from the log and the blobs it names: not from the number of
 * workers, the size of the shards, or what was killed on the way. Not thread-safe.
 */
public final class Coordinator {
  private final Fingerprint aggregator;
  private final Site site;
  private final Settings settings;
  private final RoundMetrics metrics;
  private final Intake intake;
  private final BaseWeights bases;

  /**
   * How a coordinator goes about its work; nothing of it changes a result.
   *
   * @param shardElements elements of a shard
   * @param taskTimeout after how long without a result tasks are posted again
   * @param missingAfter how long a blob that is not there is waited for
   */
  public record Settings(long shardElements, Duration taskTimeout, Duration missingAfter) {}

  /**
   * The coordinator of an organization.
   *
   * @param aggregator the fingerprint of its aggregator's key
   */
  public Coordinator(Fingerprint aggregator, Site site, Settings settings, RoundMetrics metrics) {
    this.aggregator = aggregator;
    this.site = site;
    this.settings = settings;
    this.metrics = metrics;
    this.intake = new Intake(site.session(), site.store(), site.clock(), metrics::read);
    this.bases = new BaseWeights(site.registry(), site.store(), metrics::read);
  }

  /**
   * Recomputes a closed round; the new weights are then in the organization's store.
   *
   * @throws IOException if a server cannot be reached or a worker fails: the same call may succeed
   *     later
   */
  public Aggregate compute(FederationState state, Round round, InputSet inputs)
      throws IOException, InterruptedException {
    LoggedRelease base = state.release(round.open().release()).orElseThrow();
    CanonicalHeader header = metrics.time("base", () -> bases.require(base));
    var rules = new UpdateFile(round.open(), base.release().tensors());
    List<Rejection> rejected = new ArrayList<>(inputs.rejected());
    List<Logged<Update>> accepted =
        metrics.time("verify", () -> judge(inputs.inputs(), rules, rejected));
    rejected.sort(Comparator.comparingLong(Rejection::index));
    Output output =
        accepted.isEmpty()
            ? unchanged(base)
            : metrics.time(
                "aggregate", () -> assemble(header, plan(round, inputs, accepted, header, rules)));
    return new Aggregate(
        round.id(),
        round.cutoff().orElseThrow(),
        inputs.digest(),
        round.open().specId(),
        rejected,
        output.digest(),
        List.of(),
        site.clock().instant().getEpochSecond(),
        output.proof());
  }

  private List<Logged<Update>> judge(
      List<Logged<Update>> updates, UpdateFile rules, List<Rejection> rejected)
      throws IOException, InterruptedException {
    Instant giveUpAt = site.clock().instant().plus(settings.missingAfter());
    List<Logged<Update>> accepted = new ArrayList<>();
    for (Logged<Update> update : updates) {
      Optional<Reason> reason = intake.take(update, rules, giveUpAt);
      if (reason.isEmpty()) {
        accepted.add(update);
      } else {
        rejected.add(new Rejection(update.index(), update.signer(), reason.get()));
        Log.infof(
            "update rejected, organization %s, node %s, reason %s",
            update.organization(), update.signer().abbreviated(), reason.get());
      }
    }
    return accepted;
  }

  /** Without an update that counts, the new weights are the old ones. */
  private Output unchanged(LoggedRelease base) throws IOException {
    String key = RoundStore.weightsKey(base.release().weights().sha256());
    return Output.of(site.store().open(key), aggregator);
  }

  private RoundPlan plan(
      Round round,
      InputSet inputs,
      List<Logged<Update>> accepted,
      CanonicalHeader header,
      UpdateFile rules) {
    List<Integer> weights =
        Weights.of(
            accepted.stream()
                .map(
                    u ->
                        new Contribution(
                            u.signer().hex(), u.organization(), u.statement().frames()))
                .toList(),
            round.open().nodeWeightCap(),
            round.open().organizationWeightCap());
    List<RoundPlan.Input> planned = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      planned.add(new RoundPlan.Input(accepted.get(i).statement().commitment(), weights.get(i)));
    }
    return new RoundPlan(
        round.id(),
        inputs.digest(),
        round.open().base(),
        header.layout().dataOffset(),
        rules.dataOffset(),
        header.layout().tensors().stream()
            .map(t -> new TensorRange(t.elements(), rules.scale(t.name())))
            .toList(),
        planned,
        settings.shardElements(),
        UUID.randomUUID().toString(),
        "");
  }

  private Output assemble(CanonicalHeader header, RoundPlan draft)
      throws IOException, InterruptedException {
    RoundStore store = site.store();
    UploadSession upload = store.begin(draft.staging());
    RoundPlan plan = draft.in(upload.id());
    try (var board = new TaskBoard(site.topics())) {
      var assembly = new Assembly(store, board, site.clock(), settings.taskTimeout(), metrics);
      List<ShardResult> results = assembly.run(plan, upload);
      Output output =
          Output.of(
              store.openStaged(plan.staging()), aggregator, parts(header, plan.shards(), results));
      store.accept(plan.staging(), output.digest());
      return output;
    } finally {
      store.end(plan.staging(), upload);
    }
  }

  private static List<Output.Part> parts(
      CanonicalHeader header, List<Shard> shards, List<ShardResult> results) {
    List<Output.Part> parts = new ArrayList<>();
    for (ShardResult result : results) {
      Shard shard = shards.get(result.shard());
      long header0 = shard.index() == 0 ? header.layout().dataOffset() : 0;
      parts.add(new Output.Part(header0 + shard.toByte() - shard.fromByte(), result.partDigest()));
    }
    return parts;
  }
}
