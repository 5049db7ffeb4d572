package io.commonweight.registry.release;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.evidence.Tail;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The entries of a log as far as one view covers them.
 *
 * @param log the log
 * @param view what is covered
 */
record LogEntries(FederationLog log, LogView view) {
  private static final int PAGE = 256;

  /** The entry at an index. */
  Envelope envelope(long index) {
    return parsed(log.entries(view, index, 1).getFirst());
  }

  /** The entries at some indices. */
  List<Envelope> envelopes(List<Long> indices) {
    return indices.stream().map(this::envelope).toList();
  }

  /** All entries behind some tree, or the first of them if there are more than a tail holds. */
  Tail tail(Frontier before) {
    List<Bytes> tail = new ArrayList<>();
    long bytes = 0;
    for (long from = before.size(); from < view.size() && tail.size() < Tail.MAX_ENTRIES; ) {
      for (Bytes entry : log.entries(view, from, PAGE)) {
        bytes += entry.size();
        if (bytes > Tail.MAX_BYTES) {
          return new Tail(before, tail);
        }
        tail.add(entry);
        from++;
      }
    }
    return new Tail(before, tail);
  }

  /**
   * Where the delegations stand by which the signers of some entries signed: of each key the newest
   * before its entry. Root keys need none.
   */
  List<Long> delegations(Stream<Long> signed) {
    return signed
        .flatMap(index -> delegation(signer(envelope(index)), index).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<Long> delegation(Fingerprint key, long before) {
    return view.state()
        .directory()
        .delegations()
        .find(key)
        .map(Delegated::index)
        .flatMap(newest -> newest < before ? Optional.of(newest) : earlier(key, before));
  }

  /** The key's delegation was prolonged since, and only the newest is at hand. */
  private Optional<Long> earlier(Fingerprint key, long before) {
    for (long end = before; end > 0; end -= PAGE) {
      long start = Math.max(0, end - PAGE);
      List<Bytes> page = log.entries(view, start, (int) (end - start));
      for (int i = page.size() - 1; i >= 0; i--) {
        if (isDelegationOf(key, parsed(page.get(i)))) {
          return Optional.of(start + i);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isDelegationOf(Fingerprint key, Envelope entry) {
    try {
      return Statement.parse(entry).predicate() instanceof Delegation delegation
          && delegation.fingerprint().equals(key);
    } catch (JsonException e) {
      throw new IllegalStateException("an entry was logged and is no statement", e);
    }
  }

  private static Fingerprint signer(Envelope entry) {
    try {
      return entry.signerHint();
    } catch (JsonException e) {
      throw new IllegalStateException("an entry was logged and names no signer", e);
    }
  }

  private static Envelope parsed(Bytes entry) {
    try {
      return Envelope.parse(entry.toArray());
    } catch (JsonException e) {
      throw new IllegalStateException("an entry was logged and does not parse", e);
    }
  }
}
