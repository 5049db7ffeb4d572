package io.commonweight.cli.audit;

import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Weights;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.MeanStream;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
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
import io.commonweight.sdk.weights.TensorInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
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
 * @param session may read the updates
 * @param scratch an empty folder
 */
record Recomputation(RegistryClient registry, RegistrySession session, Path scratch) {
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
    InputSet inputs = trail.inputs().orElseThrow();
    Release base =
        trail.atCutoff().orElseThrow().release(round.open().release()).orElseThrow().release();
    var rules = new UpdateFile(round.open(), base.tensors());
    List<Rejection> rejected = new ArrayList<>(inputs.rejected());
    Map<Logged<Update>, Path> files = new LinkedHashMap<>();
    try {
      Path weights = base(base.weights());
      takeIn(trail, inputs, rules, rejected, files);
      rejected.sort(Comparator.comparingLong(Rejection::index));
      List<Integer> shares = weights(round.open(), List.copyOf(files.keySet()));
      Map<Fingerprint, MessageDigest> proofs = new LinkedHashMap<>();
      trail
          .aggregates()
          .forEach(a -> proofs.computeIfAbsent(a.signer(), Aggregate::newOutputProof));
      try (InputStream output = output(base, weights, rules, files, shares)) {
        Sha256 digest = digest(output, proofs);
        return recomputed(round, inputs, rejected, digest, proofs, weighted(files, shares));
      } catch (ArithmeticException e) {
        throw new IncomputableException("its mean is not finite: " + e.getMessage());
      }
    } finally {
      for (Path file : files.values()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Recomputed recomputed(
      Round round,
      InputSet inputs,
      List<Rejection> rejected,
      Sha256 output,
      Map<Fingerprint, MessageDigest> proofs,
      List<Recomputed.Weighted> weighted) {
    var result =
        new Aggregate.Result(
            round.id(),
            round.cutoff().orElseThrow(),
            inputs.digest(),
            round.open().specId(),
            List.copyOf(rejected),
            output,
            List.of());
    var stated = new LinkedHashMap<Fingerprint, Sha256>();
    proofs.forEach((signer, proof) -> stated.put(signer, Sha256.ofBytes(proof.digest())));
    return new Recomputed(result, stated, weighted);
  }

  /** The base weights; those of the round before are dropped. */
  private Path base(Release.File weights) throws IOException, IncomputableException {
    Path file = scratch.resolve("base-" + weights.sha256());
    if (!Files.exists(file)) {
      try (var old = Files.newDirectoryStream(scratch, "base-*")) {
        for (Path other : old) {
          Files.delete(other);
        }
      }
      try {
        registry.download(weights.sha256(), weights.bytes(), file, _ -> {});
      } catch (IOException e) {
        throw new IncomputableException("its base weights cannot be had: " + e.getMessage());
      }
    }
    return file;
  }

  private void takeIn(
      RoundTrail trail,
      InputSet inputs,
      UpdateFile rules,
      List<Rejection> rejected,
      Map<Logged<Update>, Path> files)
      throws IOException, IncomputableException {
    var intake = new UpdateIntake(session, rules);
    for (Logged<Update> update : inputs.inputs()) {
      Path file = scratch.resolve("update-" + update.index());
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
          "%s has no blob that opens the commitment of update %d: ask another that keeps it"
              .formatted(registry.registry(), rejection.index()));
    }
  }

  private static List<Integer> weights(RoundOpen open, List<Logged<Update>> accepted) {
    return Weights.of(
        accepted.stream()
            .map(
                update ->
                    new Contribution(
                        update.signer().hex(), update.organization(), update.statement().frames()))
            .toList(),
        open.nodeWeightCap(),
        open.organizationWeightCap());
  }

  private static List<Recomputed.Weighted> weighted(
      Map<Logged<Update>, Path> files, List<Integer> weights) {
    List<Recomputed.Weighted> weighted = new ArrayList<>();
    for (Logged<Update> update : files.keySet()) {
      weighted.add(new Recomputed.Weighted(update, weights.get(weighted.size())));
    }
    return weighted;
  }

  /** The new weights file; without an update that counts it is the old one. */
  private static InputStream output(
      Release release,
      Path base,
      UpdateFile rules,
      Map<Logged<Update>, Path> files,
      List<Integer> weights)
      throws IOException, IncomputableException {
    var header = CanonicalHeader.of(release.tensors(), Dtype.F32);
    try (InputStream start = Files.newInputStream(base)) {
      if (!header.isAtHeadOf(start)) {
        throw new IncomputableException(
            "its base is no canonical safetensors file of the tensors that the release names");
      }
    }
    if (files.isEmpty()) {
      return Files.newInputStream(base);
    }
    List<TensorRange> tensors =
        header.layout().tensors().stream()
            .map(tensor -> new TensorRange(tensor.elements(), rules.scale(tensor.name())))
            .toList();
    long elements = header.layout().tensors().stream().mapToLong(TensorInfo::elements).sum();
    Shard all = Shard.cut(tensors, elements).getFirst();
    List<InputStream> updates = new ArrayList<>();
    for (Path file : files.values()) {
      updates.add(from(file, rules.dataOffset()));
    }
    long dataOffset = header.layout().dataOffset();
    return new SequenceInputStream(
        new ByteArrayInputStream(head(base, dataOffset)),
        new MeanStream(all, from(base, dataOffset), updates, weights));
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
