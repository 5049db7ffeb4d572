package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How often a second a payload of 900 bytes is signed and verified, by each half of a key and both.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SigningBenchmark {
  private static final String TYPE = "application/vnd.in-toto+json";

  private final HybridKey key = HybridKey.ofSeed(new byte[32]);
  private final HybridVerifyingKey verifyingKey = key.verifyingKey();
  private final byte[] payload = new byte[900];
  private final byte[] message = Envelope.preAuthenticationEncoding(TYPE, payload);
  private final byte[] classical = key.ed25519().sign(message);
  private final byte[] postQuantum = key.mlDsa65().sign(message);
  private final Envelope envelope = Envelope.sign(TYPE, payload, key);

  /** Ed25519 alone. */
  @Benchmark
  public byte[] signEd25519() {
    return key.ed25519().sign(message);
  }

  /** ML-DSA-65 alone. */
  @Benchmark
  public byte[] signMlDsa65() {
    return key.mlDsa65().sign(message);
  }

  /** Both, as a log entry. */
  @Benchmark
  public Envelope signEnvelope() {
    return Envelope.sign(TYPE, payload, key);
  }

  /** Ed25519 alone. */
  @Benchmark
  public boolean verifyEd25519() {
    return verifyingKey.ed25519().verify(message, classical);
  }

  /** ML-DSA-65 alone. */
  @Benchmark
  public boolean verifyMlDsa65() {
    return verifyingKey.mlDsa65().verify(message, postQuantum);
  }

  /** Both, of a log entry. */
  @Benchmark
  public boolean verifyEnvelope() {
    return envelope.isSignedBy(verifyingKey);
  }

  @Test
  void whatIsSignedVerifies() {
    assertThat(verifyEd25519()).isTrue();
    assertThat(verifyMlDsa65()).isTrue();
    assertThat(verifyEnvelope()).isTrue();
    assertThat(signEd25519()).isEqualTo(classical);
    assertThat(signMlDsa65()).hasSameSizeAs(postQuantum);
  }
}
