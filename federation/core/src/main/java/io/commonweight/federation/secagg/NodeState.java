package io.commonweight.federation.secagg;

/**
 * Where a node stands in a session. Each state is immutable and holds no more secrets than the
 * steps that are left need; {@link SecAggNode} sees to it that none is left twice.
 */
sealed interface NodeState
    permits AdvertiseState, ShareKeysState, MaskInputState, UnmaskState, NodeState.Closed {

  /**
   * The end, good or bad: nothing more is said in this session.
   *
   * @param why in words
   */
  record Closed(String why) implements NodeState {}
}
