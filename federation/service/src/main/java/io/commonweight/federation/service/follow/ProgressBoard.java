package io.commonweight.federation.service.follow;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Where the follower writes its progress and everybody else reads it. Thread-safe. */
public final class ProgressBoard {
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.starting());

  /** The newest progress. */
  public Progress now() {
    return progress.get();
  }

  void update(UnaryOperator<Progress> change) {
    progress.updateAndGet(change);
  }
}
