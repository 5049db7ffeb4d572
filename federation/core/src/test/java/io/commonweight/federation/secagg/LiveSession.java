package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A session of real nodes, which sign, up to their masked vectors. */
final class LiveSession {
  private final SecAggFixture fixture;
  private final SortedMap<Fingerprint, SecAggNode> nodes = new TreeMap<>();
  private final SortedMap<Fingerprint, byte[]> vectors = new TreeMap<>();
  private final SortedMap<Fingerprint, SortedMap<Fingerprint, Parcel>> sent = new TreeMap<>();
  private final List<Signed<KeyAdvertisement>> advertisements = new ArrayList<>();
  private final List<Signed<ShareDealing>> dealings = new ArrayList<>();
  private final List<Signed<MaskedInput>> inputs = new ArrayList<>();

  /** Plays rounds 0 to 2; those who do not send drop out after they have dealt. */
  LiveSession(SecAggFixture fixture, Collection<Fingerprint> senders) throws SecAggException {
    this.fixture = fixture;
    for (HybridKey key : fixture.keys()) {
      var node = new SecAggNode(fixture.round(), key, new SeededRandom(nodes.size()));
      nodes.put(key.fingerprint(), node);
      advertisements.add(open(node.advertise(), KeyAdvertisement.class));
    }
    for (var node : nodes.entrySet()) {
      SecAggNode.Dealt dealt = node.getValue().deal(advertisements);
      sent.put(node.getKey(), dealt.parcels());
      dealings.add(open(dealt.dealing(), ShareDealing.class));
    }
    for (Fingerprint sender : senders) {
      SecAggNode node = get(nodes, sender);
      node.receive(dealings, parcelsFor(sender));
      vectors.put(sender, node.mask(fixture.vector(sender)));
      inputs.add(open(node.commit(), MaskedInput.class));
    }
  }

  /** Reads what a node has signed as the log would. */
  <M extends SecureMessage> Signed<M> open(Envelope envelope, Class<M> kind) {
    try {
      M message = kind.cast(Statement.parse(envelope).predicate());
      HybridKey signer =
          fixture.keys().stream()
              .filter(key -> key.fingerprint().equals(message.node()))
              .findFirst()
              .orElseThrow();
      if (!envelope.isSignedBy(signer.verifyingKey())) {
        throw new AssertionError("not signed by " + message.node());
      }
      return new Signed<>(message, envelope.payloadDigest());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  SecAggNode node(int index) {
    return get(nodes, fixture.node(index));
  }

  List<Signed<KeyAdvertisement>> advertisements() {
    return advertisements;
  }

  List<Signed<ShareDealing>> dealt() {
    return dealings;
  }

  Dealings dealings() throws SecAggException {
    return Dealings.of(Roster.of(fixture.round(), advertisements), dealings);
  }

  /** The parcels for a node, by sender. */
  SortedMap<Fingerprint, Parcel> parcelsFor(Fingerprint receiver) {
    SortedMap<Fingerprint, Parcel> received = new TreeMap<>();
    sent.forEach(
        (sender, parcels) -> {
          if (!sender.equals(receiver)) {
            received.put(sender, get(parcels, receiver));
          }
        });
    return received;
  }

  Parcel parcel(Route route) {
    return get(get(sent, route.from()), route.to());
  }

  SortedMap<Fingerprint, byte[]> vectors() {
    return vectors;
  }

  /** What the log says. */
  Survivors survivors() throws SecAggException {
    return Survivors.of(dealings(), inputs);
  }

  /** Some of the fixture's nodes, by index. */
  List<Fingerprint> ids(Integer... indexes) {
    return List.of(indexes).stream().map(fixture::node).toList();
  }
}
