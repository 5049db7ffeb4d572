package io.commonweight.registry.witness;

import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.NoteSignature;
import java.util.List;

/** Makes a witness's signature lines. */
@FunctionalInterface
interface Cosigner {
  /** The lines for a checkpoint, made now. */
  List<NoteSignature> cosign(Checkpoint checkpoint);
}
