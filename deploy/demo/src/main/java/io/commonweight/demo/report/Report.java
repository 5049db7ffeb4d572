package io.commonweight.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the demo found. Its JSON form is documented in {@code docs/demo.md}.
 *
 * @param ok whether every check of the protocol held
 * @param failures what did not hold
 * @param seconds how long each phase took
 * @param peakRssBytes the largest one-second sample of the memory of all child processes
 * @param rounds the rounds that led to a release
 * @param curve how the nodes judged each release on their own validation split
 * @param evaluation the comparison of policies, as {@code node evaluate} wrote it
 * @param pull what a robot developer got
 * @param revoked what became of a node's key that was stolen; absent if it did not come to that
 * @param degraded what happened with aggregators stopped
 * @param endpoints the addresses of the servers
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Report(
    boolean ok,
    List<String> failures,
    Map<String, Double> seconds,
    long peakRssBytes,
    List<RoundRow> rounds,
    List<CurvePoint> curve,
    JsonNode evaluation,
    Pull pull,
    Optional<Revoked> revoked,
    List<Degraded> degraded,
    Map<String, String> endpoints) {

  /** Copies the collections. */
  public Report {
    failures = List.copyOf(failures);
    rounds = List.copyOf(rounds);
    curve = List.copyOf(curve);
    degraded = List.copyOf(degraded);
  }

  /**
   * Successes of a release in one organization's own trials.
   *
   * @param release its sequence number
   */
  public record CurvePoint(int release, String org, long successes, long trials) {}

  /**
   * The pull of the last release.
   *
   * @param registry where from
   * @param verified whether our client found it genuine
   * @param witnesses the names of those that have cosigned the checkpoint of the release
   * @param bundles the names of those whose good bundles for other tools came with it
   * @param opensslVerified whether openssl came to the same verdict on them; absent if there is
   *     none
   * @param hfVerified whether what the Hugging Face client pulled is genuine; absent if there is
   *     none
   * @param tamperRefused whether one flipped byte was noticed
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Pull(
      String registry,
      boolean verified,
      List<String> witnesses,
      List<String> bundles,
      Optional<Boolean> opensslVerified,
      Optional<Boolean> hfVerified,
      boolean tamperRefused) {

    /** Copies the lists. */
    public Pull {
      witnesses = List.copyOf(witnesses);
      bundles = List.copyOf(bundles);
    }
  }

  /**
   * A node's key that was stolen and revoked.
   *
   * @param org whose
   * @param round in which round the thief sent an update after that
   * @param updateRefused whether the log refused it
   */
  public record Revoked(String org, int round, boolean updateRefused) {}

  /**
   * A round with aggregators missing.
   *
   * @param stopped whose
   * @param outcome {@code completed}, {@code waited} or {@code completedAfterReturn}
   * @param have how many organizations had acted
   * @param need how many must
   * @param reason what the round waited for
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Degraded(
      List<String> stopped, String outcome, int have, int need, Optional<String> reason) {

    /** Copies the list. */
    public Degraded {
      stopped = List.copyOf(stopped);
    }
  }
}
