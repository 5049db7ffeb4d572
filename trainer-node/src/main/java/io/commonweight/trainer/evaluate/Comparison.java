package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.policy.Policy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Evaluates the policies that are compared.
 *
 * @param base release 0
 * @param locals each organization's own policy, by its name
 * @param federated the policy trained together
 * @param central the policy of the pooled data
 */
public record Comparison(
    Policy base, Map<String, Policy> locals, Policy federated, Policy central) {
  public Comparison {
    locals = Map.copyOf(locals);
  }

  /** Plays all episodes of a suite's splits. */
  public Evaluation on(Suite suite) {
    List<String> organizations = suite.organizations();
    String best =
        organizations.stream()
            .max(Comparator.comparingDouble(name -> validation(suite, local(name)).rate()))
            .orElseThrow();
    WorstOrganization worst =
        organizations.stream()
            .map(name -> gain(suite, name))
            .min(Comparator.comparingDouble(WorstOrganization::gain))
            .orElseThrow();
    return new Evaluation(
        suite.name(), scores(suite::heldOut, best), scores(suite::novel, best), worst);
  }

  private static Rate validation(Suite suite, Policy policy) {
    return suite.organizations().stream()
        .map(name -> suite.validation(policy, name))
        .reduce(Rate.NONE, Rate::plus);
  }

  private WorstOrganization gain(Suite suite, String name) {
    return new WorstOrganization(
        name, suite.heldOut(local(name), name), suite.heldOut(federated, name));
  }

  private Scores scores(Function<Policy, Rate> split, String best) {
    List<Policy> all = locals.keySet().stream().sorted().map(this::local).toList();
    Rate mean = all.stream().map(split).reduce(Rate.NONE, Rate::plus);
    return new Scores(
        split.apply(base),
        split.apply(local(best)),
        mean,
        split.apply(Baselines.average(all)),
        split.apply(federated),
        split.apply(central));
  }

  private Policy local(String organization) {
    Policy policy = locals.get(organization);
    if (policy == null) {
      throw new IllegalArgumentException("There is no local policy of " + organization);
    }
    return policy;
  }
}
