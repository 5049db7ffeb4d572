package io.commonweight.cli.audit;

import static java.util.stream.Collectors.toSet;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.CohortIntake;
import io.commonweight.federation.recompute.CohortVoters;
import io.commonweight.federation.recompute.Contributions;
import io.commonweight.federation.recompute.LocalRound;
import io.commonweight.federation.recompute.OptimizerStates;
import io.commonweight.federation.recompute.RegistryBlobs;
import io.commonweight.federation.recompute.RoundBlobs;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.Dtype;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes the aggregates of rounds anew from the base weights and the updates. Memory: a few
 * windows of a shard; on disk the base and the updates of one round.
 *
 * @param registry has the base weights, which are held against their digest
 * @param federation whose rounds they are
 * @param session may read the updates; without it there are the sums whose parts are public
 * @param scratch an empty folder
 */
record Recomputation(
    RegistryClient registry, String federation, Optional<RegistrySession> session, Path scratch) {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final Set<Reason> BY_TRANSPORT =
      EnumSet.of(Reason.MISSING_BLOB, Reason.COMMITMENT, Reason.SIZE);

  /**
   * Computes a closed round.
   *
   * @throws IncomputableException if something it needs cannot be had
   * @throws IOException if the registry cannot be asked
   */
  Recomputed compute(RoundTrail trail) throws IOException, IncomputableException {
    Round round = trail.round().orElseThrow();
    RoundInputs inputs = trail.inputs().orElseThrow();
    FederationState state = trail.atCutoff().orElseThrow();
    Release base = state.release(round.open().release()).orElseThrow().release();
    var header = CanonicalHeader.of(base.tensors(), Dtype.F32);
    List<Rejection> rejected = new ArrayList<>(inputs.rejected());
    List<Path> made = new ArrayList<>();
    try {
      Intaken taken =
          switch (inputs) {
            case InputSet updates -> takeUpdates(trail, updates, base, rejected, made);
            case CohortInputs cohorts -> takeSums(trail, cohorts, base, rejected, made);
          };
      List<Path> old = old(base, OptimizerStates.before(state, round.open()), header);
      rejected.sort(Comparator.comparingLong(Rejection::index));
      Map<Fingerprint, MessageDigest> proofs = new LinkedHashMap<>();
      trail
          .aggregates()
          .forEach(a -> proofs.computeIfAbsent(a.signer(), Aggregate::newOutputProof));
      var local =
          new LocalRound(
              round.open(),
              ranges(header, new UpdateFile(round.open(), base.tensors())),
              taken.electorate(),
              taken.files(),
              taken.dataOffset());
      List<Sha256> digests = digests(local, header, old, proofs);
      return recomputed(round, inputs.digest(), rejected, digests, proofs, taken.documents());
    } catch (ArithmeticException e) {
      throw new IncomputableException("its aggregate is not finite: " + e.getMessage());
    } finally {
      for (Path file : made) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * What was fetched and counts.
   *
   * @param files the files, in the electorate's order
   * @param dataOffset where the data of each begins
   * @param documents what is said of each
   */
  private record Intaken(
      List<Path> files,
      long dataOffset,
      Electorate electorate,
      List<Map<String, Object>> documents) {}

  private Intaken takeSums(
      RoundTrail trail,
      CohortInputs inputs,
      Release base,
      List<Rejection> rejected,
      List<Path> made)
      throws IOException, IncomputableException {
    RoundOpen open = trail.round().orElseThrow().open();
    RoundBlobs blobs =
        session.isPresent()
            ? new RegistryBlobs(session.get(), Clock.systemUTC(), Instant.EPOCH)
            : PublicVectors.of(registry, federation, inputs);
    var intake = new CohortIntake(open, base.tensors(), blobs);
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
    return new Intaken(
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

  private Intaken takeUpdates(
      RoundTrail trail, InputSet inputs, Release base, List<Rejection> rejected, List<Path> made)
      throws IOException, IncomputableException {
    RoundOpen open = trail.round().orElseThrow().open();
    var rules = new UpdateFile(open, base.tensors());
    Map<Logged<Update>, Path> files = new LinkedHashMap<>();
    takeIn(trail, inputs, rules, rejected, files, made);
    List<Logged<Update>> accepted = List.copyOf(files.keySet());
    List<Integer> shares = Contributions.weights(open, accepted, inputs);
    return new Intaken(
        List.copyOf(files.values()),
        rules.dataOffset(),
        Electorate.of(open.rule().voters(), Contributions.of(accepted, inputs), shares),
        weighted(accepted, shares));
  }

  private static Recomputed recomputed(
      Round round,
      Sha256 inputSetDigest,
      List<Rejection> rejected,
      List<Sha256> files,
      Map<Fingerprint, MessageDigest> proofs,
      List<Map<String, Object>> counted) {
    var result =
        new Aggregate.Result(
            round.id(),
            round.cutoff().orElseThrow(),
            inputSetDigest,
            round.open().specId(),
            List.copyOf(rejected),
            files.getFirst(),
            files.subList(1, files.size()));
    var stated = new LinkedHashMap<Fingerprint, Sha256>();
    proofs.forEach((signer, proof) -> stated.put(signer, Sha256.ofBytes(proof.digest())));
    return new Recomputed(result, stated, counted);
  }

  /** The old weights and the optimizer's states. */
  private List<Path> old(Release base, List<Release.File> states, CanonicalHeader header)
      throws IOException, IncomputableException {
    List<Release.File> wanted = new ArrayList<>(List.of(base.weights()));
    wanted.addAll(states);
    Set<Path> kept =
        wanted.stream().map(file -> scratch.resolve("base-" + file.sha256())).collect(toSet());
    try (var old = Files.newDirectoryStream(scratch, "base-*")) {
      for (Path other : old) {
        if (!kept.contains(other)) {
          Files.delete(other);
        }
      }
    }
    List<Path> files = new ArrayList<>();
    for (Release.File file : wanted) {
      files.add(old(file, header));
    }
    return files;
  }

  private Path old(Release.File wanted, CanonicalHeader header)
      throws IOException, IncomputableException {
    Path file = scratch.resolve("base-" + wanted.sha256());
    if (!Files.exists(file)) {
      try {
        registry.download(wanted.sha256(), wanted.bytes(), file, _ -> {});
      } catch (IOException e) {
        throw new IncomputableException("its base weights cannot be had: " + e.getMessage());
      }
    }
    try (InputStream start = Files.newInputStream(file)) {
      if (!header.isAtHeadOf(start)) {
        throw new IncomputableException(
            wanted.path()
                + " of its base is no canonical safetensors file of the tensors that the release names");
      }
    }
    return file;
  }

  private void takeIn(
      RoundTrail trail,
      InputSet inputs,
      UpdateFile rules,
      List<Rejection> rejected,
      Map<Logged<Update>, Path> files,
      List<Path> made)
      throws IOException, IncomputableException {
    var intake =
        new UpdateIntake(
            session.orElseThrow(
                () -> new IncomputableException("that takes --keys of an aggregator")),
            rules);
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

  private static List<TensorRange> ranges(CanonicalHeader header, UpdateFile rules) {
    return header.layout().tensors().stream()
        .map(tensor -> new TensorRange(tensor.elements(), rules.scale(tensor.name())))
        .toList();
  }

  /** The digest of each file of the round; the weights also go into the proofs. */
  private List<Sha256> digests(
      LocalRound local,
      CanonicalHeader header,
      List<Path> old,
      Map<Fingerprint, MessageDigest> proofs)
      throws IOException {
    Optional<Combination> combination = local.combination();
    List<Sha256> digests = new ArrayList<>();
    for (Part part : Part.of(local.open().optimizer())) {
      try (InputStream file =
          combination.isPresent()
              ? computed(local, part, combination.get(), header, old)
              : kept(digests.size(), header, old)) {
        digests.add(digest(file, part == Part.WEIGHTS ? proofs : Map.of()));
      }
    }
    return digests;
  }

  private static InputStream computed(
      LocalRound local, Part part, Combination combination, CanonicalHeader header, List<Path> old)
      throws IOException {
    long dataOffset = header.layout().dataOffset();
    List<InputStream> states = new ArrayList<>();
    for (Path state : old.subList(1, old.size())) {
      states.add(from(state, dataOffset));
    }
    return new SequenceInputStream(
        new ByteArrayInputStream(head(old.getFirst(), dataOffset)),
        local.data(part, combination, from(old.getFirst(), dataOffset), states));
  }

  /** With too few voters everything stays as it is; a state that never was is all zeros. */
  private InputStream kept(int file, CanonicalHeader header, List<Path> old) throws IOException {
    if (file < old.size()) {
      return Files.newInputStream(old.get(file));
    }
    Path zeros = Files.createTempFile(scratch, "zeros", "");
    header.writeZeros(zeros);
    return Files.newInputStream(zeros, StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static byte[] head(Path file, long bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Math.toIntExact(bytes));
    }
  }

  private static InputStream from(Path file, long offset) throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(offset);
    return in;
  }

  private static Sha256 digest(InputStream output, Map<Fingerprint, MessageDigest> proofs)
      throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
      digest.update(buffer, 0, read);
      for (MessageDigest proof : proofs.values()) {
        proof.update(buffer, 0, read);
      }
    }
    return Sha256.ofBytes(digest.digest());
  }
}
