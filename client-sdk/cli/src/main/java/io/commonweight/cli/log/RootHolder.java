package io.commonweight.cli.log;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An organization that appends what its root key signs.
 *
 * @param documents the charter whose log is written to
 * @param organization whose key it is
 * @param root the key
 * @param client where statements go
 */
public record RootHolder(
    Founding documents, String organization, HybridKey root, RegistryClient client) {

  /**
   * Finds the organization of a key.
   *
   * @throws CommandException if the charter does not name it as a root key
   */
  public static RootHolder of(Founding documents, HybridKey root, RegistryClient client)
      throws CommandException {
    return of(documents, List.of(documents), root, client);
  }

  /**
   * Finds the organization of a key, which may be one that joins or goes.
   *
   * @param documents the charter whose log is written to
   * @param charters where the key is looked for
   * @throws CommandException if none of them names it as a root key
   */
  public static RootHolder of(
      Founding documents, List<Founding> charters, HybridKey root, RegistryClient client)
      throws CommandException {
    for (Founding charter : charters) {
      Optional<Member> member = charter.charter().memberOfRoot(root.fingerprint());
      if (member.isPresent() && charter.root(member.get()).equals(root.verifyingKey())) {
        return new RootHolder(documents, member.get().name(), root, client);
      }
    }
    throw new CommandException(
        "the charter names no root key %s: use the keys whose member.json went into it"
            .formatted(root.fingerprint()));
  }

  /** The member of the charter that the key belongs to. */
  public Member member() {
    return documents.charter().member(organization).orElseThrow();
  }

  /** Appends a statement and gives its verified place. */
  public Appended append(Predicate statement) throws IOException, CommandException {
    return append(new Statement(statement).encode());
  }

  /** Appends the exact bytes of a statement and gives its verified place. */
  public Appended append(byte[] payload) throws IOException, CommandException {
    Envelope envelope = Envelope.sign(Statement.PAYLOAD_TYPE, payload, root);
    LogProof receipt = client.append(documents.charter().federation(), envelope);
    try {
      receipt.verify(envelope.encode(), documents.logKeys());
    } catch (ProofException e) {
      throw new CommandException(
          "%s sent a receipt that proves nothing: %s".formatted(client.registry(), e.getMessage()));
    }
    return new Appended(envelope.payloadDigest(), receipt);
  }
}
