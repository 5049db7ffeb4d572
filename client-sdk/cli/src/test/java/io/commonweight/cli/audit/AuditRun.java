package io.commonweight.cli.audit;

import static io.commonweight.federation.FederationFixture.aggregatorKey;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.log.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the command over a federation.
 *
 * @param federation what is audited
 * @param folder holds the founding documents and the keys of organization 2's aggregator
 */
record AuditRun(AuditedFederation federation, Path folder) {

  /** Puts into an empty folder what the command needs. */
  static AuditRun of(AuditedFederation federation, Path folder) throws IOException {
    federation.founding().store(folder.resolve("founding"));
    Path keys = Files.createDirectory(folder.resolve("keys"));
    HybridKey key = aggregatorKey(2);
    KeyFile.storeUnencrypted(keys.resolve("aggregator.key"), List.of(key.ed25519(), key.mlDsa65()));
    return new AuditRun(federation, folder);
  }

  /** With the keys that may read updates, and JSON as output. */
  Invocation withKeys() throws IOException {
    return with("--json", "--keys", folder.resolve("keys"));
  }

  /** With options, while three witnesses have seen everything. */
  Invocation with(Object... options) throws IOException {
    SignedNote note = federation.checkpoint(2, 3, 4);
    return at(note, Optional.of(note), options);
  }

  /**
   * At a registry of other checkpoints.
   *
   * @param newest the checkpoint that it sends with entries
   * @param witnessed the checkpoint that it says the witnesses have seen
   */
  Invocation at(SignedNote newest, Optional<SignedNote> witnessed, Object... options)
      throws IOException {
    try (var registry = new AuditedRegistry(federation, newest, witnessed)) {
      List<Object> args = new ArrayList<>(List.of("audit", "tabletop", "--from", registry.uri()));
      args.addAll(List.of("--founding", folder.resolve("founding")));
      args.addAll(List.of(options));
      return Invocation.run(args.toArray());
    }
  }
}
