package io.commonweight.federation.service.shard;

import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Procedure;
import io.commonweight.federation.aggregation.Question;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.Contributions;
import io.commonweight.federation.recompute.OptimizerStates;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.UploadPart;
import io.commonweight.sdk.blob.UploadSession;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Update;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
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
  public Aggregate compute(FederationState state, Round round, RoundInputs inputs)
      throws IOException, InterruptedException {
    LoggedRelease base = state.release(round.open().release()).orElseThrow();
    CanonicalHeader header = metrics.time("base", () -> bases.require(base));
    List<Rejection> rejected = new ArrayList<>(inputs.rejected());
    Intaken taken =
        switch (inputs) {
          case InputSet updates ->
              metrics.time("verify", () -> takeUpdates(round, base, updates, rejected));
          case CohortInputs cohorts ->
              metrics.time("unmask", () -> takeSums(round, base, cohorts, rejected));
        };
    rejected.sort(Comparator.comparingLong(Rejection::index));
    List<Sha256> files = new ArrayList<>(List.of(round.open().base()));
    List<Release.File> states = OptimizerStates.before(state, round.open());
    files.addAll(metrics.time("base", () -> bases.requireStates(header, states)));
    var rules = new UpdateFile(round.open(), base.release().tensors());
    RoundPlan plan = plan(round, inputs.digest(), taken, files, header, rules);
    List<Output> outputs = metrics.time("aggregate", () -> aggregate(header, plan));
    return new Aggregate(
        round.id(),
        round.cutoff().orElseThrow(),
        inputs.digest(),
        round.open().specId(),
        rejected,
        outputs.getFirst().digest(),
        outputs.stream().skip(1).map(Output::digest).toList(),
        site.clock().instant().getEpochSecond(),
        outputs.getFirst().proof());
  }

  /**
   * What came in and counts.
   *
   * @param inputs the inputs, in the order of the plan
   * @param dataOffset where the data of each file begins
   */
  private record Intaken(List<RoundPlan.Input> inputs, long dataOffset) {}

  private Intaken takeSums(
      Round round, LoggedRelease base, CohortInputs inputs, List<Rejection> rejected)
      throws IOException, InterruptedException {
    var sums = new SumIntake(site, round.open(), base.release().tensors(), giveUpAt());
    return new Intaken(sums.take(inputs, rejected), sums.dataOffset());
  }

  private Intaken takeUpdates(
      Round round, LoggedRelease base, InputSet inputs, List<Rejection> rejected)
      throws IOException, InterruptedException {
    var rules = new UpdateFile(round.open(), base.release().tensors());
    List<Logged<Update>> accepted = judge(inputs.inputs(), rules, rejected);
    List<Integer> weights = Contributions.weights(round.open(), accepted, inputs);
    List<RoundPlan.Input> planned = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      Logged<Update> update = accepted.get(i);
      planned.add(
          new RoundPlan.Input(
              update.statement().commitment(), update.organization(), weights.get(i), 1));
    }
    return new Intaken(planned, rules.dataOffset());
  }

  private Instant giveUpAt() {
    return site.clock().instant().plus(settings.missingAfter());
  }

  private List<Logged<Update>> judge(
      List<Logged<Update>> updates, UpdateFile rules, List<Rejection> rejected)
      throws IOException, InterruptedException {
    Instant giveUpAt = giveUpAt();
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

  private RoundPlan plan(
      Round round,
      Sha256 inputSetDigest,
      Intaken taken,
      List<Sha256> files,
      CanonicalHeader header,
      UpdateFile rules) {
    return new RoundPlan(
        round.id(),
        inputSetDigest,
        round.open().encoding(),
        round.open().privacy(),
        round.open().rule(),
        round.open().optimizer(),
        files,
        header.layout().dataOffset(),
        taken.dataOffset(),
        header.layout().tensors().stream()
            .map(t -> new TensorRange(t.elements(), rules.scale(t.name())))
            .toList(),
        taken.inputs(),
        List.of(),
        Part.WEIGHTS,
        settings.shardElements(),
        "",
        "");
  }

  /** All steps of the rule, and then every file. */
  private List<Output> aggregate(CanonicalHeader header, RoundPlan first)
      throws IOException, InterruptedException {
    RoundPlan plan = first;
    while (true) {
      switch (plan.step()) {
        case Procedure.Step.Ask _ -> plan = plan.answered(ask(plan));
        case Procedure.Step.Combine _ -> {
          List<Output> outputs = new ArrayList<>();
          for (Part part : Part.of(plan.optimizer())) {
            outputs.add(assemble(header, plan, part));
          }
          return outputs;
        }
        case Procedure.Step.Keep _ -> {
          return kept(header, plan);
        }
      }
    }
  }

  /** With too few voters everything stays as it is; a state that never was is all zeros. */
  private List<Output> kept(CanonicalHeader header, RoundPlan plan) throws IOException {
    List<Output> outputs = new ArrayList<>();
    for (int file = 0; file <= plan.optimizer().states(); file++) {
      Sha256 digest = file < plan.files().size() ? plan.files().get(file) : zeros(header);
      outputs.add(Output.of(site.store().open(RoundStore.weightsKey(digest)), aggregator));
    }
    return outputs;
  }

  private Sha256 zeros(CanonicalHeader header) throws IOException {
    Path file = site.store().scratchFile();
    try {
      header.writeZeros(file);
      Sha256 digest = Sha256.of(file);
      site.store().keep(RoundStore.weightsKey(digest), file);
      return digest;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private List<BigInteger> ask(RoundPlan plan) throws IOException, InterruptedException {
    List<BigInteger> answer = List.of();
    for (ShardResult result : run(plan)) {
      List<BigInteger> part = site.store().answer(result.partDigest());
      answer = answer.isEmpty() ? part : Question.join(answer, part);
    }
    return answer;
  }

  private List<ShardResult> run(RoundPlan plan) throws IOException, InterruptedException {
    try (var board = new TaskBoard(site.topics())) {
      return new Assembly(site.store(), board, site.clock(), settings.taskTimeout(), metrics)
          .run(plan);
    }
  }

  private Output assemble(CanonicalHeader header, RoundPlan answered, Part part)
      throws IOException, InterruptedException {
    RoundStore store = site.store();
    String staging = UUID.randomUUID().toString();
    UploadSession upload = store.begin(staging);
    RoundPlan plan = answered.in(part, staging, upload.id());
    try {
      List<ShardResult> results = run(plan);
      upload.complete(results.stream().map(r -> new UploadPart(r.shard() + 1, r.tag())).toList());
      Output output =
          Output.of(store.openStaged(staging), aggregator, parts(header, plan.shards(), results));
      store.accept(staging, output.digest());
      return output;
    } finally {
      store.end(staging, upload);
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
