package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.evidence.CharterEvidence;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.statement.Envelope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The charters and delegations of evidence, in the order in which they are said to stand in the
 * log. That they stand there is another check.
 *
 * @param chain the charters
 * @param entries votes for charters and delegations, by place
 */
record KeyHistory(CharterChain chain, List<LoggedEntry> entries) {

  KeyHistory {
    entries = List.copyOf(entries);
  }

  static KeyHistory of(Evidence evidence, CharterChain chain)
      throws FailedCheckException, JsonException {
    List<LoggedEntry> entries = new ArrayList<>(evidence.delegations());
    for (CharterEvidence charter : evidence.charters()) {
      entries.addAll(paired(charter.envelope(), charter.proofs()));
    }
    entries.sort(Comparator.comparingLong(LoggedEntry::index));
    for (int i = 1; i < entries.size(); i++) {
      require(
          entries.get(i - 1).index() < entries.get(i).index(),
          "two entries are said to stand at place " + entries.get(i).index());
    }
    return new KeyHistory(chain, entries);
  }

  /** Each signer's own entry of a merged envelope, with its proof. */
  static List<LoggedEntry> paired(Envelope merged, List<InclusionProof> proofs)
      throws FailedCheckException, JsonException {
    List<Envelope> own = merged.entries();
    require(
        own.size() == proofs.size(),
        "%d proofs for %d signers".formatted(proofs.size(), own.size()));
    List<LoggedEntry> entries = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      entries.add(new LoggedEntry(own.get(i), proofs.get(i)));
    }
    return entries;
  }

  /** Who might say what at a place. */
  Directory at(long place) throws RefusedException {
    Directory directory = Directory.founding(chain.charters().getFirst());
    for (LoggedEntry entry : entries) {
      if (entry.index() < place) {
        directory = with(directory, entry);
      }
    }
    return directory;
  }

  private Directory with(Directory directory, LoggedEntry entry) throws RefusedException {
    SignedStatement signed = directory.verify(entry.envelope(), chain);
    var refusal = directory.judge(signed);
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get());
    }
    return directory.with(entry.index(), signed);
  }
}
