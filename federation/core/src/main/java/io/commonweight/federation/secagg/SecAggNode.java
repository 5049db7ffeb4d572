package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.NodeState.Closed;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import io.commonweight.sdk.statement.Statement;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A node's side of one session, from its keys to its shares: {@link #advertise}, {@link #deal},
 * {@link #receive}, {@link #mask} as often as there are windows, {@link #commit}, {@link #reveal}.
 *
 * <p>A step that fails ends the session for this node, and each step is taken once. The secrets
 * live in this object only and cannot be saved: a node that restarts is a dropout. Its caller must
 * not begin a second session of a round of which it has ever begun one. Thread-safe.
 */
public final class SecAggNode {
  private final SecAggRound round;
  private final HybridKey key;
  private final SecureRandom random;
  private final Envelope advertisement;
  private NodeState state;
  private Optional<VectorMasker> masker = Optional.empty();

  /**
   * What a node sends after it has dealt.
   *
   * @param dealing signed, for all
   * @param parcels for each other node of the roster
   */
  public record Dealt(Envelope dealing, SortedMap<Fingerprint, Parcel> parcels) {}

  /**
   * Draws the secrets of a session.
   *
   * @param key the node's key; it must be one of the round's
   * @param random a cryptographic source
   * @throws SecAggException UNKNOWN_NODE if this node may not take part
   */
  public SecAggNode(SecAggRound round, HybridKey key, SecureRandom random) throws SecAggException {
    var _ = round.key(key.fingerprint());
    this.round = round;
    this.key = key;
    this.random = random;
    AdvertiseState begun = AdvertiseState.begin(round, key.fingerprint(), random);
    this.state = begun;
    this.advertisement = sign(begun.advertisement());
  }

  /** The node's keys, signed. */
  public Envelope advertise() {
    return advertisement;
  }

  /**
   * Deals shares to everyone who has advertised.
   *
   * @param advertisements all that the log has of the session when the step is over
   * @throws SecAggException if they are too few, repeat a node, or lack this one
   */
  public synchronized Dealt deal(Collection<Signed<KeyAdvertisement>> advertisements)
      throws SecAggException {
    AdvertiseState now = leave(AdvertiseState.class);
    AdvertiseState.Dealt dealt = guarded(() -> now.deal(Roster.of(round, advertisements), random));
    state = dealt.next();
    return new Dealt(sign(dealt.dealing()), dealt.parcels());
  }

  /**
   * Takes what the others have dealt.
   *
   * @param dealings all that the log has of the session when the step is over
   * @param parcels those for this node, by sender
   * @throws SecAggException if they are too few, lack this node's, or one is wrong
   */
  public synchronized void receive(
      Collection<Signed<ShareDealing>> dealings, Map<Fingerprint, Parcel> parcels)
      throws SecAggException {
    ShareKeysState now = leave(ShareKeysState.class);
    MaskInputState next = guarded(() -> now.receive(dealings, parcels));
    state = next;
    masker = Optional.of(new VectorMasker(round, next.masks()));
  }

  /**
   * Masks the next window of the vector.
   *
   * @param values the next elements, each at least −2^(R−1) and below 2^(R−1); unchanged
   * @return their part of the masked vector's bytes
   * @throws IllegalArgumentException if there are more than are left, or one is out of range;
   *     nothing has happened then
   * @throws IllegalStateException if it is not the time for it
   */
  public synchronized byte[] mask(long[] values) {
    return masker.orElseThrow(() -> outOfTurn(MaskInputState.class)).next(values);
  }

  /**
   * Signs for the masked vector, all of which has been masked.
   *
   * @throws IllegalStateException if it has not; the node can go on
   */
  public synchronized Envelope commit() {
    Sha256 vector = masker.orElseThrow(() -> outOfTurn(MaskInputState.class)).finish();
    masker = Optional.empty();
    MaskInputState now = leave(MaskInputState.class);
    state = now.sent(vector);
    return sign(now.input(vector));
  }

  /**
   * Gives out shares, once: of each survivor's seed and of each dropout's key.
   *
   * @param witnessed the survivors of the log; see {@link Survivors} for what the caller owes
   * @throws SecAggException if they break a rule; nothing has been given out, and nothing will be
   */
  public synchronized Envelope reveal(Survivors witnessed) throws SecAggException {
    UnmaskState now = leave(UnmaskState.class);
    ShareReveal reveal = guarded(() -> now.reveal(witnessed));
    state = new Closed("its shares have been given out");
    return sign(reveal);
  }

  private Envelope sign(SecureMessage message) {
    return Envelope.sign(new Statement(message), key);
  }

  /** Ends the session. */
  public synchronized void abort(String why) {
    masker = Optional.empty();
    state = new Closed(why);
  }

  /** Whether nothing more will be said. */
  public synchronized boolean isClosed() {
    return state instanceof Closed;
  }

  /** Takes the state away before anything can fail, so that no step is ever taken twice. */
  private <S extends NodeState> S leave(Class<S> expected) {
    if (!expected.isInstance(state)) {
      throw outOfTurn(expected);
    }
    S now = expected.cast(state);
    state = new Closed("a step failed");
    return now;
  }

  private IllegalStateException outOfTurn(Class<?> expected) {
    String now = state instanceof Closed(String why) ? why : state.getClass().getSimpleName();
    return new IllegalStateException(
        "this node is not in %s: %s".formatted(expected.getSimpleName(), now));
  }

  private interface Step<T> {
    T take() throws SecAggException;
  }

  private <T> T guarded(Step<T> step) throws SecAggException {
    try {
      return step.take();
    } catch (SecAggException e) {
      abort("it left: " + e.getMessage());
      throw e;
    }
  }
}
