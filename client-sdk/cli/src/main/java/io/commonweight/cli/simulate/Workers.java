package io.commonweight.cli.simulate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads among which work is divided. */
final class Workers implements AutoCloseable {
  private final ExecutorService threads;

  /** What is done with each item. */
  interface Work<T, R> {
    R on(T item) throws IOException, InterruptedException;
  }

  Workers(int count) {
    this.threads = Executors.newFixedThreadPool(count);
  }

  /**
   * Does something with each, and gives the results in the order of the items.
   *
   * @throws IOException if one could not be done
   */
  <T, R> List<R> map(List<T> items, Work<T, R> work) throws IOException, InterruptedException {
    List<Callable<R>> tasks = new ArrayList<>();
    items.forEach(item -> tasks.add(() -> work.on(item)));
    List<R> results = new ArrayList<>();
    for (Future<R> done : threads.invokeAll(tasks)) {
      try {
        results.add(done.get());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException io -> throw io;
          case RuntimeException runtime -> throw runtime;
          case null, default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
