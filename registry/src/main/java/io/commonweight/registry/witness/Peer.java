package io.commonweight.registry.witness;

import io.commonweight.registry.federation.Federation;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TileReader;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Another registry, as one asks it what it was shown. Nothing it says is believed unverified.
 *
 * @param base its address, ending in a slash
 * @param http how it is reached
 */
record Peer(URI base, BoundedHttp http) {
  private static final int MAX_TILE = 256 * (65_535 + 2);

  /** The newest checkpoint of a federation's log that it holds. */
  Optional<SignedNote> checkpoint(Federation log) throws IOException, ProofException {
    return note(prefix(log) + "checkpoint");
  }

  /** The checkpoint of a log that its witness has cosigned last. */
  Optional<SignedNote> cosigned(KnownLog log) throws IOException, ProofException {
    return note("witness/" + KnownLogs.digest(log) + "/checkpoint");
  }

  /** The tiles of a federation's log. */
  TileReader tiles(Federation log) {
    return path -> http.get(base.resolve(prefix(log) + path.path()), MAX_TILE);
  }

  private static String prefix(Federation log) {
    return "v1/federations/%s/epochs/%d/log/".formatted(log.name(), log.epoch());
  }

  private Optional<SignedNote> note(String path) throws IOException, ProofException {
    Optional<byte[]> note = http.get(base.resolve(path), SignedNote.MAX_BYTES);
    return note.isPresent() ? Optional.of(SignedNote.parse(note.get())) : Optional.empty();
  }
}
