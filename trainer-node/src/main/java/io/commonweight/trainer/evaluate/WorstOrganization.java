package io.commonweight.trainer.evaluate;

/**
 * The organization whose own skills gain least, or lose most, by federating.
 *
 * @param org its name
 * @param local success of its local policy on its own held-out episodes
 * @param federated success of the federated policy on them
 */
public record WorstOrganization(String org, Rate local, Rate federated) {
  double gain() {
    return federated.rate() - local.rate();
  }
}
