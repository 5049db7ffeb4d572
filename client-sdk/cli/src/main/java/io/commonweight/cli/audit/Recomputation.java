package io.commonweight.cli.audit;

import static java.util.stream.Collectors.toSet;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.LocalRound;
import io.commonweight.federation.recompute.OptimizerStates;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
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
    try (var intake = new RoundIntake(registry, federation, session, scratch)) {
      RoundIntake.Taken taken = intake.take(trail, base);
      rejected.addAll(taken.rejected());
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
    }
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
