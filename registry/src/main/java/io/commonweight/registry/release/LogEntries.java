package io.commonweight.registry.release;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.evidence.Growth;
import io.commonweight.sdk.evidence.Tail;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.TiledTree;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is logged of a federation as far as one view covers it. Entries are named by their place,
 * which counts on from log to log.
 *
 * @param log the newest log
 * @param view what of it is covered
 */
record LogEntries(FederationLog log, LogView view) {
  private static final int PAGE = 256;

  /** The entry at a place. */
  Envelope envelope(long place) {
    return parsed(log.entryAt(view, place));
  }

  /** The entries at some places. */
  List<Envelope> envelopes(List<Long> places) {
    return places.stream().map(this::envelope).toList();
  }

  /** Shows that an entry stands at a place of the log in which that lies. */
  InclusionProof inclusion(long place) throws IOException, ProofException {
    LogEntries part = at(place);
    return new InclusionProof(place, part.tree().inclusion(place - part.start()).path());
  }

  /**
   * Shows that a log grew from a size.
   *
   * @param origin the log's name
   * @return empty if there is no such log, or it has not come so far
   */
  Optional<Growth> growth(String origin, long size) throws IOException, ProofException {
    if (!origin.equals(log.federation().origin())) {
      Optional<LogEntries> earlier = before();
      return earlier.isPresent() ? earlier.get().growth(origin, size) : Optional.empty();
    }
    return size >= 0 && size <= view.size()
        ? Optional.of(new Growth(size, tree().consistency(size)))
        : Optional.empty();
  }

  /** All entries from a place on, or the first of them if there are more than a tail holds. */
  Tail tail(long place) throws IOException, ProofException {
    LogEntries part = at(place);
    Frontier before = part.log.treeAt(part.log.view(), place - part.start()).frontier();
    List<Bytes> tail = new ArrayList<>();
    long bytes = 0;
    long end = start() + view.size();
    for (long at = place; at < end && tail.size() < Tail.MAX_ENTRIES; ) {
      for (Bytes entry : at(at).page(at)) {
        bytes += entry.size();
        if (bytes > Tail.MAX_BYTES || tail.size() == Tail.MAX_ENTRIES) {
          return new Tail(place, before, tail);
        }
        tail.add(entry);
        at++;
      }
    }
    return new Tail(place, before, tail);
  }

  private List<Bytes> page(long place) {
    return log.entries(view, place - start(), PAGE);
  }

  /** The place of the newest log's first entry. */
  private long start() {
    return view.state().epoch().start();
  }

  private TiledTree tree() {
    return log.treeAt(log.view(), view.size());
  }

  private LogEntries at(long place) {
    return place < start() ? before().orElseThrow().at(place) : this;
  }

  /** The log before, as it was left. */
  private Optional<LogEntries> before() {
    return log.before().map(left -> new LogEntries(left, left.view()));
  }

  /**
   * Where the delegations stand by which the signers of some entries signed: of each key the newest
   * before its entry. Root keys need none.
   */
  List<Long> delegations(Stream<Long> signed) {
    return signed
        .flatMap(place -> delegation(signer(envelope(place)), place).stream())
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
    Optional<LogEntries> left = before();
    // A log that follows another begins with a checkpoint.
    long first = left.isPresent() ? 1 : 0;
    for (long end = before - start(); end > first; end -= PAGE) {
      long from = Math.max(first, end - PAGE);
      List<Bytes> page = log.entries(view, from, (int) (end - from));
      for (int i = page.size() - 1; i >= 0; i--) {
        if (isDelegationOf(key, parsed(page.get(i)))) {
          return Optional.of(start() + from + i);
        }
      }
    }
    return left.flatMap(entries -> entries.earlier(key, start()));
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
