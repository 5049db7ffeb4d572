package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether enough organizations computed the weights of a release.
 *
 * @param release the release
 * @param directory who might sign aggregates where they stand
 * @param chain the charters, one of which names the specification
 * @param revocations what takes signatures their force
 */
record AggregateCheck(
    Release release, Directory directory, CharterChain chain, Revocations revocations) {

  /**
   * The log's own time when these aggregates stood: the median of what they say. It is believed
   * only once each is shown to be of another organization.
   */
  static long logTime(List<LoggedEntry> entries) throws JsonException {
    List<Long> times = new ArrayList<>();
    for (LoggedEntry entry : entries) {
      if (Statement.parse(entry.envelope()).predicate() instanceof Aggregate aggregate) {
        times.add(aggregate.time());
      }
    }
    return times.isEmpty() ? 0 : median(times);
  }

  /** As the log takes it: of an even number the lower one. */
  static long median(Collection<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  String check(List<LoggedEntry> entries, Signed signed)
      throws FailedCheckException, JsonException {
    Set<Aggregate.Result> results = new HashSet<>();
    SortedMap<String, Long> times = new TreeMap<>();
    for (LoggedEntry entry : entries) {
      if (!(Statement.parse(entry.envelope()).predicate() instanceof Aggregate aggregate)) {
        throw new FailedCheckException("an entry of the evidence is no aggregate");
      }
      Optional<Voice> voice = SignatureCheck.voice(directory, entry);
      if (voice.isPresent() && revocations.against(voice.get()).isEmpty()) {
        requireOf(aggregate, voice.get());
        String organization = voice.get().organization();
        require(
            times.put(organization, aggregate.time()) == null,
            organization + " computed the weights twice");
        results.add(aggregate.result());
      }
    }
    int required = directory.charter().organizationQuorum().required();
    require(
        times.size() >= required,
        "computed by %d organizations %s, %d are required"
            .formatted(times.size(), times.keySet(), required));
    require(results.size() == 1, "the aggregates are not equal");
    signed.requireAtWork(median(times.values()));
    return "equal weights computed by " + String.join(", ", times.keySet());
  }

  private void requireOf(Aggregate aggregate, Voice voice) throws FailedCheckException {
    String organization = voice.organization();
    require(
        release.round().stream().anyMatch(aggregate.round()::equals),
        "the aggregate of " + organization + " is of another round");
    require(
        aggregate.outputDigest().equals(release.weights().sha256()),
        "%s computed other weights: sha256:%s".formatted(organization, aggregate.outputDigest()));
    require(
        aggregate
            .optimizerState()
            .equals(release.optimizerState().stream().map(Release.File::sha256).toList()),
        "%s computed another optimizer state: %s"
            .formatted(organization, aggregate.optimizerState()));
    require(
        chain.charters().stream()
            .anyMatch(c -> c.charter().aggregation().specId().equals(aggregate.specId())),
        organization + " aggregated by another specification than the charter's");
    Optional<Delegated> delegated = directory.delegations().find(voice.key());
    require(
        delegated.filter(d -> d.isOver(aggregate.time())).isEmpty(),
        "the delegation of key %s was over when it signed the aggregate of %s"
            .formatted(voice.key(), organization));
  }
}
