package io.commonweight.trainer.site;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** What the site counts, for {@code /q/metrics}. */
@ApplicationScoped
public class SiteMetrics implements SiteListener {
  private final Counter submitted;
  private final Counter abandoned;
  private final Counter problems;
  private final Counter bytesOut;
  private final AtomicReference<Double> loss = new AtomicReference<>(Double.NaN);
  private final AtomicReference<Double> epsilon = new AtomicReference<>(Double.NaN);

  SiteMetrics(MeterRegistry registry) {
    submitted = registry.counter("commonweight.node.rounds", "outcome", "submitted");
    abandoned = registry.counter("commonweight.node.rounds", "outcome", "abandoned");
    problems = registry.counter("commonweight.node.problems");
    bytesOut = registry.counter("commonweight.node.bytes.out");
    registry.gauge("commonweight.node.training.loss", loss, AtomicReference::get);
    registry.gauge("commonweight.node.privacy.epsilon", epsilon, AtomicReference::get);
  }

  @Override
  public void on(SiteEvent event) {
    switch (event) {
      case SiteEvent.Training training -> loss.set(training.loss());
      case SiteEvent.Charged charged -> epsilon.set(charged.epsilon());
      case SiteEvent.Uploaded uploaded -> bytesOut.increment((double) uploaded.bytes());
      case SiteEvent.Submitted _ -> submitted.increment();
      case SiteEvent.Abandoned _ -> abandoned.increment();
      case SiteEvent.Problem _ -> problems.increment();
      case SiteEvent.Started _,
          SiteEvent.RoundSeen _,
          SiteEvent.Evaluated _,
          SiteEvent.Packed _,
          SiteEvent.Advertised _,
          SiteEvent.Dealt _,
          SiteEvent.Unwitnessed _,
          SiteEvent.Revealed _,
          SiteEvent.Resting _,
          SiteEvent.Waiting _,
          SiteEvent.Recovered _ -> {}
    }
  }
}
