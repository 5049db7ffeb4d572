package io.commonweight.trainer.site;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TileReader;
import io.commonweight.sdk.log.TiledTree;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import java.io.IOException;
import java.util.Optional;

/**
 * What witnesses say of a log: that nobody was shown another one.
 *
 * @param registry which has it; nothing it answers is trusted
 * @param federation whose log it is
 */
record WitnessedLog(RegistryClient registry, String federation) {
  private static final int NOT_FOUND = 404;

  /** 256 entries of the greatest length, each after its length. */
  private static final int MAX_TILE_BYTES = 256 * (65_535 + 2);

  /**
   * Whether a checkpoint that a quorum of witnesses has cosigned, as the charter in force has it,
   * reaches beyond a place, and is one of exactly the entries that were read.
   *
   * @return false if there is none yet, or it covers more than was read
   * @throws IOException if the registry cannot be reached now
   * @throws ProofException if too few have cosigned it, or it is one of other entries: the log was
   *     forked
   */
  boolean covers(VerifiedLog log, long place) throws IOException, ProofException {
    Optional<SignedNote> note = registry.witnessed(federation);
    if (note.isEmpty()) {
      return false;
    }
    FederationState state = log.state();
    Checkpoint witnessed =
        state.directory().inForce().witnessPolicy().verify(note.get()).checkpoint();
    if (witnessed.size() > log.size() || state.epoch().start() + witnessed.size() <= place) {
      return false;
    }
    new TiledTree(log.size(), tiles(log.epoch()))
        .consistency(witnessed.size())
        .verify(witnessed.size(), witnessed.root(), log.size(), log.root());
    return true;
  }

  private TileReader tiles(int epoch) {
    return tile -> {
      try {
        return Optional.of(registry.file(path(epoch, tile), MAX_TILE_BYTES));
      } catch (RegistryException e) {
        if (e.status() == NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    };
  }

  private String path(int epoch, TilePath tile) {
    return "v1/federations/%s/epochs/%d/log/%s".formatted(federation, epoch, tile.path());
  }
}
