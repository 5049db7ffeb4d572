package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Envelope;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A session of real nodes, which sign, up to their masked vectors. */
final class LiveSession {
  private final SecAggFixture fixture;
  private final SortedMap<Fingerprint, SecAggNode> nodes = new TreeMap<>();
  private final SortedMap<Fingerprint, byte[]> vectors = new TreeMap<>();
  private final CollectedDealings dealings;
  private final CollectedInputs inputs;

  /** Plays rounds 0 to 2; those who do not send drop out after they have dealt. */
  LiveSession(SecAggFixture fixture, Collection<Fingerprint> senders) throws SecAggException {
    this.fixture = fixture;
    var advertisements = new CollectedAdvertisements(fixture.round());
    for (HybridKey key : fixture.keys()) {
      var node = new SecAggNode(fixture.round(), key, new SeededRandom(nodes.size()));
      nodes.put(key.fingerprint(), node);
      advertisements.accept(open(node.advertise(), Advertisement.class));
    }
    this.dealings = advertisements.close();
    for (SecAggNode node : nodes.values()) {
      SecAggNode.Dealt dealt = node.deal(advertisements.all());
      dealings.accept(open(dealt.dealing(), Dealing.class), dealt.parcels());
    }
    this.inputs = dealings.close();
    for (Fingerprint sender : senders) {
      SecAggNode node = get(nodes, sender);
      node.receive(dealings.all(), dealings.parcelsFor(sender));
      vectors.put(sender, node.mask(fixture.vector(sender)));
      inputs.accept(open(node.commit(), MaskedInput.class));
    }
  }

  <M extends Message> Signed<M> open(Envelope envelope, Class<M> kind) throws SecAggException {
    return Signed.open(envelope, kind, fixture.round());
  }

  SecAggFixture fixture() {
    return fixture;
  }

  SecAggNode node(int index) {
    return get(nodes, fixture.node(index));
  }

  CollectedDealings dealings() {
    return dealings;
  }

  CollectedInputs inputs() {
    return inputs;
  }

  SortedMap<Fingerprint, byte[]> vectors() {
    return vectors;
  }

  /** What an honest server asks, and what it has logged. */
  Survivors survivors() throws SecAggException {
    return inputs.survivors();
  }

  UnmaskRequest request() throws SecAggException {
    return inputs.close(survivors()).request();
  }

  /** Some of the fixture's nodes, by index. */
  List<Fingerprint> ids(Integer... indexes) {
    return List.of(indexes).stream().map(fixture::node).toList();
  }
}
