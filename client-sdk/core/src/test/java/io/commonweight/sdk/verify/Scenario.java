package io.commonweight.sdk.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Statement;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.StreamSupport;

/** A log that is made step by step, as a case of {@link NegativeCasesTest} tells it. */
final class Scenario {
  private static final int SEQUENCE = 3;

  private final ReleaseFixture federation;
  private final SortedMap<String, byte[]> files;
  private final FixtureLog log;
  private final ByteArrayOutputStream revocations = new ByteArrayOutputStream();
  private Founding charter;
  private Release.Standing standing = Release.Standing.FOUNDING;
  private Release release;

  /**
   * Makes the log.
   *
   * @param files those of release 3
   * @param told the case
   */
  Scenario(ReleaseFixture federation, SortedMap<String, byte[]> files, JsonNode told) {
    this.federation = federation;
    this.files = files;
    this.charter = federation.founding();
    int[] witnesses = told.has("witnesses") ? numbers(told.path("witnesses")) : new int[] {2, 3, 4};
    ReleaseFixture signer =
        told.path("log_key").asText().equals("forged") ? new ReleaseFixture("forged") : federation;
    Instant cosigned =
        federation.issued().plus(Duration.ofHours(told.path("cosigned_after_hours").asLong(2)));
    this.log = new FixtureLog(signer.logKey(), federation.witnesses(witnesses), cosigned);
    this.release = federation.release(SEQUENCE, files);
    told.path("log").forEach(this::take);
  }

  FixtureLog log() {
    return log;
  }

  Release release() {
    return release;
  }

  private void take(JsonNode step) {
    String what = step.fieldNames().next();
    JsonNode by = step.path(what);
    switch (what) {
      case "charter" -> log.chartered(charter, keys("root-", by));
      case "charter2" -> {
        charter =
            federation.successor(
                step.path("expires").asLong(4_000_000_000L),
                step.path("rotates").asInt(),
                step.path("required").asInt(3));
        log.chartered(charter, keys("root-", by));
      }
      case "unshown_charter2" ->
          log.said(
              federation.successor(4_000_000_000L, step.path("rotates").asInt()).charter(),
              keys("root-", by));
      case "delegate" -> by.forEach(name -> delegate(name.asText(), step));
      case "aggregate" -> aggregate(by, step);
      case "release" -> release(by, step);
      case "revoke" -> revoke(by.asText(), step);
      case "advise" -> advise(by, step);
      case "release_later" -> log.said(other(SEQUENCE + 1), keys("release-", by));
      case "release_fork" -> log.said(other(SEQUENCE), keys("release-", by));
      case "aggregate_later" -> log.said(later(step), keys("aggregator-", by));
      case "complain" ->
          log.said(
              new Complaint(
                  "org-1", release.round().orElseThrow(), Complaint.Kind.CENSORED, "slow"),
              keys("", by));
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void delegate(String name, JsonNode step) {
    Role role = Role.valueOf(name.replaceAll("-.*", "").toUpperCase(Locale.ROOT));
    String organization = name.replaceAll("[a-z]+-([0-9]).*", "$1");
    Delegation whole = federation.delegation(federation.key(name), role);
    log.delegated(
        new Delegation(
            whole.federation(),
            role,
            whole.key(),
            whole.maxWeight(),
            whole.notBefore(),
            step.has("seconds")
                ? whole.notBefore() + step.path("seconds").asLong()
                : whole.notAfter()),
        federation.key(step.path("root").asText("root-" + organization)));
  }

  private void aggregate(JsonNode by, JsonNode step) {
    Aggregate whole = federation.aggregate(release);
    Aggregate aggregate =
        new Aggregate(
            named(step, "round", whole.round()),
            whole.cutoff(),
            named(step, "inputs", whole.inputSetDigest()),
            named(step, "spec", whole.specId()),
            whole.rejected(),
            named(step, "output", whole.outputDigest()),
            step.has("state")
                ? List.of(ReleaseFixture.digest(step.path("state").asText()))
                : whole.optimizerState(),
            seconds(step),
            whole.outputProof());
    log.aggregated(aggregate, keys("aggregator-", by));
    standing = new Release.Standing(log.size(), Sha256.of(revocations.toByteArray()));
  }

  private static Sha256 named(JsonNode step, String member, Sha256 genuine) {
    return step.has(member) ? ReleaseFixture.digest(step.path(member).asText()) : genuine;
  }

  private void release(JsonNode by, JsonNode step) {
    release =
        ReleaseFixture.release(
            SEQUENCE,
            files,
            step.path("standing").asText().equals("empty")
                ? new Release.Standing(standing.logSize(), Release.Standing.FOUNDING.revocations())
                : new Release.Standing(
                    step.path("seen").asLong(standing.logSize()), standing.revocations()),
            step.has("charter")
                ? ReleaseFixture.digest(step.path("charter").asText())
                : step.path("under").asInt(2) == 1
                    ? federation.founding().charterDigest()
                    : charter.charterDigest());
    log.released(release, keys("release-", by));
  }

  private Release other(int sequence) {
    return ReleaseFixture.release(
        sequence, ReleaseFixture.files(SEQUENCE + 1), standing, charter.charterDigest());
  }

  /** Of the round behind the release. */
  private Aggregate later(JsonNode step) {
    Aggregate whole = federation.aggregate(release);
    return new Aggregate(
        ReleaseFixture.digest("later"),
        whole.cutoff(),
        whole.inputSetDigest(),
        whole.specId(),
        whole.rejected(),
        whole.outputDigest(),
        whole.optimizerState(),
        seconds(step),
        whole.outputProof());
  }

  private long seconds(JsonNode step) {
    return federation
        .issued()
        .plus(Duration.ofMinutes(step.path("minutes").asLong(60)))
        .getEpochSecond();
  }

  private void revoke(String name, JsonNode step) {
    var revocation =
        new Revocation(
            federation.key(name).fingerprint(),
            Revocation.Reason.COMPROMISED,
            step.has("suspect_from")
                ? Optional.of(step.path("suspect_from").asLong())
                : Optional.empty());
    if (step.path("known").asBoolean()) {
      revocations.writeBytes(new Statement(revocation).digest().bytes());
      log.revoked(revocation, keys("root-", step.path("by")).getFirst());
    } else {
      log.said(revocation, keys("root-", step.path("by")));
    }
  }

  private void advise(JsonNode by, JsonNode step) {
    log.said(
        new Advisory(
            new Statement(release).digest(),
            Advisory.Kind.valueOf(step.path("kind").asText()),
            "it drops cups",
            Optional.empty()),
        keys("root-", by));
  }

  /** Keys by their whole names, or by the numbers of organizations. */
  private List<HybridKey> keys(String prefix, JsonNode by) {
    List<HybridKey> keys = new ArrayList<>();
    by.forEach(
        one -> keys.add(federation.key(one.isNumber() ? prefix + one.asInt() : one.asText())));
    return keys;
  }

  private static int[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
