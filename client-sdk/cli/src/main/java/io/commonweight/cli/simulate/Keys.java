package io.commonweight.cli.simulate;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.CosignerKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of everybody, which follow from the seed: they protect nothing. A key is made when it is
 * first asked for, and is the same under every rule. Thread-safe.
 */
final class Keys {
  private final long seed;
  private final Map<String, HybridKey> made = new ConcurrentHashMap<>();

  Keys(Chance chance) {
    this.seed = chance.seed();
  }

  /** What an organization signs charters, delegations and the first release with. */
  HybridKey root(int organization) {
    return hybrid("root", organization);
  }

  /** What an organization's aggregator signs with. */
  HybridKey aggregator(int organization) {
    return hybrid("aggregator", organization);
  }

  /** What an organization signs releases with. */
  HybridKey release(int organization) {
    return hybrid("release", organization);
  }

  /** What a node signs with. */
  HybridKey node(Node node) {
    return hybrid("node", node.index());
  }

  /** What an organization would sign bundles for other tools with. */
  SigningKey oms(int organization) {
    return SigningKey.ofSeed(Algorithm.P_256, seedOf("oms", organization));
  }

  /** What signs checkpoints of the log. */
  CosignerKey log(String origin) {
    return cosigner("log", origin);
  }

  /** What would cosign them. */
  CosignerKey witness(String name) {
    return cosigner("witness", name);
  }

  private CosignerKey cosigner(String role, String name) {
    return CosignerKey.ofSeed(name, seedOf(role, 0));
  }

  private HybridKey hybrid(String role, int index) {
    return made.computeIfAbsent(role + ' ' + index, _ -> HybridKey.ofSeed(seedOf(role, index)));
  }

  private byte[] seedOf(String role, int index) {
    return Bytes.utf8("simulation %d %s %d".formatted(seed, role, index)).sha256().bytes();
  }
}
