package io.commonweight.sdk.log;

import java.time.Instant;
import java.util.Optional;

/**
 * A signature line that its key has verified.
 *
 * @param key whose it is
 * @param time when it was made, as the signer says, in whole seconds; absent in a plain Ed25519
 *     line
 */
public record VerifiedSignature(NoteKey key, Optional<Instant> time) {}
