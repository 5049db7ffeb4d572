package io.commonweight.registry.witness;

import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TiledTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log in memory, without any registry: entries are texts, of which two histories may differ. */
final class GrowingLog {
  private static final Instant SIGNED = Instant.ofEpochSecond(1_800_000_000);

  private final TestFederation federation;
  private final Map<TilePath, byte[]> tiles = new HashMap<>();
  private final Map<Long, SignedNote> notes = new HashMap<>();
  private long size;

  /** An empty log with the keys of a federation. */
  GrowingLog(TestFederation federation) {
    this.federation = federation;
  }

  /** A log with some entries. */
  static GrowingLog of(TestFederation federation, String... entries) throws Exception {
    var log = new GrowingLog(federation);
    for (String entry : entries) {
      log.add(entry);
    }
    return log;
  }

  void add(String entry) throws IOException, ProofException {
    LogGrowth growth =
        LogGrowth.append(
            size,
            path -> Optional.ofNullable(tiles.get(path)),
            List.of(entry.getBytes(StandardCharsets.UTF_8)));
    tiles.putAll(growth.tiles());
    size = growth.size();
  }

  Map<TilePath, byte[]> tiles() {
    return tiles;
  }

  TiledTree tree(long at) {
    return new TiledTree(at, size, path -> Optional.ofNullable(tiles.get(path)));
  }

  Checkpoint checkpoint(long at) throws Exception {
    return new Checkpoint(federation.logKey().name(), at, tree(at).root());
  }

  /** The signed checkpoint of the first entries. */
  SignedNote note(long at) throws Exception {
    SignedNote known = notes.get(at);
    if (known != null) {
      return known;
    }
    SignedNote note = checkpoint(at).sign(federation.logKey(), SIGNED);
    notes.put(at, note);
    return note;
  }

  ConsistencyProof proof(long from, long to) throws Exception {
    return tree(to).consistency(from);
  }

  /** The request to cosign the log's growth. */
  AddCheckpoint growth(long from, long to) throws Exception {
    return AddCheckpoint.of(from, proof(from, to), note(to));
  }
}
