package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Charter.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Four organizations and an observer; every key follows from its name. */
final class GoldenParties {
  static final List<String> ORGANIZATIONS = List.of("acme", "beta", "delta", "gamma", "pilot");

  private static final String OBSERVER = "pilot";

  private GoldenParties() {}

  /** What signs statements under a name such as {@code acme root}. */
  static HybridKey hybrid(String name) {
    return new HybridKey(key(name, Algorithm.ED25519), key(name, Algorithm.ML_DSA_65));
  }

  static byte[] seed(String name, Algorithm algorithm) {
    return Sha256.of((name + ' ' + algorithm.label()).getBytes(US_ASCII)).bytes();
  }

  static List<Member> members() {
    return ORGANIZATIONS.stream().map(GoldenParties::member).toList();
  }

  private static Member member(String name) {
    boolean isObserver = name.equals(OBSERVER);
    HybridKey root = hybrid(name + " root");
    return new Member(
        name,
        new KeyPair(root.fingerprint(), root.mlDsa65().fingerprint()),
        key(name + " oms", Algorithm.P_256).fingerprint(),
        !isObserver,
        isObserver
            ? Optional.empty()
            : Optional.of(
                new Charter.Witness("witness." + name + ".example", cosigner(name + " witness"))),
        isObserver ? 0 : 2);
  }

  /** The keys of a log or a witness. */
  static KeyPair cosigner(String name) {
    return new KeyPair(
        key(name, Algorithm.ED25519).fingerprint(), key(name, Algorithm.ML_DSA_44).fingerprint());
  }

  /** The keys of all members and of a log. */
  static KeySet keys(String log) {
    List<VerifyingKey> keys = new ArrayList<>();
    add(keys, log, Algorithm.ED25519, Algorithm.ML_DSA_44);
    for (String organization : ORGANIZATIONS) {
      add(keys, organization + " root", Algorithm.ED25519, Algorithm.ML_DSA_65);
      add(keys, organization + " oms", Algorithm.P_256);
      if (!organization.equals(OBSERVER)) {
        add(keys, organization + " witness", Algorithm.ED25519, Algorithm.ML_DSA_44);
      }
    }
    return KeySet.of(keys);
  }

  private static void add(List<VerifyingKey> keys, String name, Algorithm... algorithms) {
    for (Algorithm algorithm : algorithms) {
      keys.add(key(name, algorithm).verifyingKey());
    }
  }

  private static SigningKey key(String name, Algorithm algorithm) {
    return SigningKey.ofSeed(algorithm, seed(name, algorithm));
  }
}
