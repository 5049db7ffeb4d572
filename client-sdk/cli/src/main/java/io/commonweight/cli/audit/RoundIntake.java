package io.commonweight.cli.audit;

import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.recompute.CohortIntake;
import io.commonweight.federation.recompute.CohortVoters;
import io.commonweight.federation.recompute.Contributions;
import io.commonweight.federation.recompute.RegistryBlobs;
import io.commonweight.federation.recompute.RoundBlobs;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches and judges what a round is aggregated from: updates, or the sums of cohorts. Its files
 * are gone when it is closed. Not thread-safe.
 */
final class RoundIntake implements AutoCloseable {
  private static final Set<Reason> BY_TRANSPORT =
      EnumSet.of(Reason.MISSING_BLOB, Reason.COMMITMENT, Reason.SIZE);

  private final RegistryClient registry;
  private final String federation;
  private final Optional<RegistrySession> session;
  private final Path scratch;
  private final List<Path> made = new ArrayList<>();

  /** As in {@link Recomputation}. */
  RoundIntake(
      RegistryClient registry, String federation, Optional<RegistrySession> session, Path scratch) {
    this.registry = registry;
    this.federation = federation;
    this.session = session;
    this.scratch = scratch;
  }

  /**
   * What was fetched and counts.
   *
   * @param rejected what does not count
   * @param files the files, in the electorate's order
   * @param dataOffset where the data of each begins
   * @param documents what is said of each
   */
  record Taken(
      List<Rejection> rejected,
      List<Path> files,
      long dataOffset,
      Electorate electorate,
      List<Map<String, Object>> documents) {}

  /**
   * Takes what the inputs of a round name.
   *
   * @param base the release that the round started from
   * @throws IncomputableException if something it needs cannot be had
   * @throws IOException if the registry cannot be asked
   */
  Taken take(RoundTrail trail, Release base) throws IOException, IncomputableException {
    return switch (trail.inputs().orElseThrow()) {
      case InputSet updates -> takeUpdates(trail, updates, base);
      case CohortInputs cohorts -> takeSums(trail, cohorts, base);
    };
  }

  private Taken takeSums(RoundTrail trail, CohortInputs inputs, Release base)
      throws IOException, IncomputableException {
    RoundOpen open = trail.round().orElseThrow().open();
    RoundBlobs blobs =
        session.isPresent()
            ? new RegistryBlobs(session.get(), Clock.systemUTC(), Instant.EPOCH)
            : PublicVectors.of(registry, federation, inputs);
    var intake = new CohortIntake(open, base.tensors(), blobs);
    List<Rejection> rejected = new ArrayList<>();
    Map<CohortSum, Path> files = new LinkedHashMap<>();
    for (CohortSum sum : inputs.sums()) {
      Path file = scratch.resolve("sum-" + sum.survivors().session());
      made.add(file);
      List<Rejection> reasons = sum(intake, sum, file);
      for (Rejection rejection : reasons) {
        requireAgreed(trail, rejection);
      }
      rejected.addAll(reasons);
      if (reasons.isEmpty()) {
        files.put(sum, file);
      }
    }
    return new Taken(
        rejected,
        List.copyOf(files.values()),
        intake.dataOffset(),
        CohortVoters.of(
            open.rule(), files.keySet().stream().map(sum -> sum.inputs().size()).toList()),
        files.keySet().stream().map(Documents::input).toList());
  }

  private static List<Rejection> sum(CohortIntake intake, CohortSum sum, Path file)
      throws IOException {
    try {
      return intake.take(sum, file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while a sum was unmasked");
    }
  }

  private Taken takeUpdates(RoundTrail trail, InputSet inputs, Release base)
      throws IOException, IncomputableException {
    RoundOpen open = trail.round().orElseThrow().open();
    var rules = new UpdateFile(open, base.tensors());
    Map<Logged<Update>, Path> files = new LinkedHashMap<>();
    List<Rejection> rejected = takeIn(trail, inputs, rules, files);
    List<Logged<Update>> accepted = List.copyOf(files.keySet());
    List<Integer> shares = Contributions.weights(open, accepted, inputs);
    return new Taken(
        rejected,
        List.copyOf(files.values()),
        rules.dataOffset(),
        Electorate.of(open.rule().voters(), Contributions.of(accepted, inputs), shares),
        weighted(accepted, shares));
  }

  private List<Rejection> takeIn(
      RoundTrail trail, InputSet inputs, UpdateFile rules, Map<Logged<Update>, Path> files)
      throws IOException, IncomputableException {
    var intake =
        new UpdateIntake(
            session.orElseThrow(
                () -> new IncomputableException("that takes --keys of an aggregator")),
            rules);
    List<Rejection> rejected = new ArrayList<>();
    for (Logged<Update> update : inputs.inputs()) {
      Path file = scratch.resolve("update-" + update.index());
      made.add(file);
      files.put(update, file);
      Optional<Reason> reason = intake.take(update, file);
      if (reason.isPresent()) {
        var rejection = new Rejection(update.index(), update.signer(), reason.get());
        requireAgreed(trail, rejection);
        Files.deleteIfExists(files.remove(update));
        rejected.add(rejection);
      }
    }
    return rejected;
  }

  /**
   * What is gone today may have been there, and other bytes than the node committed to may be this
   * registry's: neither convicts anybody, unless a quorum has seen the same.
   */
  private void requireAgreed(RoundTrail trail, Rejection rejection) throws IncomputableException {
    if (BY_TRANSPORT.contains(rejection.reason())
        && trail.standing().filter(r -> r.rejected().contains(rejection)).isEmpty()) {
      throw new IncomputableException(
          "%s has no blob that is what entry %d signs for: ask another that keeps it"
              .formatted(registry.registry(), rejection.index()));
    }
  }

  private static List<Map<String, Object>> weighted(
      List<Logged<Update>> updates, List<Integer> weights) {
    List<Map<String, Object>> weighted = new ArrayList<>();
    for (Logged<Update> update : updates) {
      weighted.add(Documents.input(update, weights.get(weighted.size())));
    }
    return weighted;
  }

  @Override
  public void close() throws IOException {
    for (Path file : made) {
      Files.deleteIfExists(file);
    }
  }
}
