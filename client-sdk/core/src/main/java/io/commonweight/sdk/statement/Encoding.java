package io.commonweight.sdk.statement;

import io.commonweight.sdk.weights.Dtype;

/**
 * How a delta travels: each value as a signed integer q in units of the round's scale, with |q| at
 * most {@link #maxQuantum()}.
 */
public enum Encoding {
  /** One byte, 8 bits of value; rounded stochastically by the node. */
  I8(8, Dtype.I8),
  /** Two bytes, 16 bits of value; rounded stochastically by the node. */
  I16(16, Dtype.I16),
  /** Four bytes, 24 bits of value, as many as a float has; rounded to nearest, ties to even. */
  I32(24, Dtype.I32);

  private final int valueBits;
  private final Dtype dtype;

  Encoding(int valueBits, Dtype dtype) {
    this.valueBits = valueBits;
    this.dtype = dtype;
  }

  /** Width of a value in bits, sign included: b of the specification. */
  public int valueBits() {
    return valueBits;
  }

  /** The largest magnitude of a value, 2^(b−1) − 1. */
  public int maxQuantum() {
    return (1 << (valueBits - 1)) - 1;
  }

  /** Bytes of a value in an update. */
  public int bytes() {
    return dtype.bytes();
  }

  /** The element type of an update's tensors. */
  public Dtype dtype() {
    return dtype;
  }
}
