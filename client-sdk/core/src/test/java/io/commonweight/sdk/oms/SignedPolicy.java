package io.commonweight.sdk.oms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** A small policy, the key that signs it, and bundles of it that were changed and signed again. */
final class SignedPolicy {
  static final String MODEL = "pusht";

  /** The key whose scalar is 0x2A, as no key should be. */
  static final SigningKey KEY = key(42);

  /** What stands in each of the files. */
  static final List<String> NAMES = List.of("README.md", "config.json", "model.safetensors");

  static final List<Release.File> FILES = NAMES.stream().map(SignedPolicy::file).toList();

  private SignedPolicy() {}

  static SigningKey key(long scalar) {
    String hex = "%064x".formatted(BigInteger.valueOf(scalar));
    return SigningKey.ofSeed(Algorithm.P_256, HexFormat.of().parseHex(hex));
  }

  /** A file whose content is its name. */
  static Release.File file(String name) {
    byte[] content = name.getBytes(UTF_8);
    return new Release.File(name, Sha256.of(content), content.length);
  }

  static OmsBundle bundle() {
    return OmsBundle.sign(MODEL, FILES, KEY);
  }

  /** The statement's text. */
  static String statement() {
    return new String(bundle().payload().toArray(), UTF_8);
  }

  /** A bundle of another statement, under a good signature. */
  static OmsBundle resigned(UnaryOperator<String> change) {
    byte[] payload = change.apply(statement()).getBytes(UTF_8);
    byte[] signed = Envelope.preAuthenticationEncoding("application/vnd.in-toto+json", payload);
    return new OmsBundle(bundle().hint(), Bytes.of(payload), Bytes.of(KEY.sign(signed)));
  }
}
