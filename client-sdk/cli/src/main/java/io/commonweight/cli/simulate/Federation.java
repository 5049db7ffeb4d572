package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.Duty;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The organizations and their nodes, as far as they speak: what they sign, and when. Whether it
 * counts is the log's business. Of organizations as many act as a quorum needs; they are honest,
 * though their nodes may not be.
 *
 * <p>A round takes a minute of the log's own time. A node is enrolled for the round into which it
 * is sent, and anew for each further round in which its update is still under way.
 */
final class Federation {
  private static final long ROUND_SECONDS = Duration.ofMinutes(1).toSeconds();
  private static final Release.File CARD =
      new Release.File(Release.CARD, Constitution.digest("card"), 1);

  private final Plan plan;
  private final Keys keys;
  private final Founding founding;
  private final Ledger ledger;

  Federation(Plan plan, Charter.Aggregation aggregation, Keys keys, Workers workers) {
    this.plan = plan;
    this.keys = keys;
    this.founding = Constitution.of(plan, aggregation, keys);
    this.ledger = new Ledger(founding, keys.log(Constitution.ORIGIN), workers);
  }

  FederationState state() {
    return ledger.state();
  }

  /** The tree over all entries of the log. */
  Frontier log() {
    return ledger.tree();
  }

  /** Ratifies the charter, puts keys to work, and agrees on the first release. */
  void found(byte[] weights) throws IOException, InterruptedException {
    Charter charter = founding.charter();
    int all = plan.cohort().organizations();
    say(
        quorum(),
        i -> new Unsigned(charter, keys.root(i), holder(i, Role.ROOT), Optional.of(founding)));
    say(all, i -> byRoot(i, delegation(Role.AGGREGATOR, keys.aggregator(i))));
    say(all, i -> byRoot(i, delegation(Role.RELEASE, keys.release(i))));
    var release =
        new Release(
            founding.charterDigest(),
            charter.policy(),
            0,
            Optional.empty(),
            Optional.empty(),
            Release.Standing.FOUNDING,
            List.of(CARD, new Release.File(Release.WEIGHTS, Sha256.of(weights), weights.length)),
            Tensors.ALL);
    say(all, i -> byRoot(i, release));
  }

  private static Delegation delegation(Role role, HybridKey key) {
    return new Delegation(
        Constitution.FEDERATION,
        role,
        key.verifyingKey(),
        0,
        Constitution.BEGIN,
        Constitution.BEGIN + Delegation.MAX_VALIDITY.toSeconds());
  }

  /** Opens the next round. */
  Round open() throws IOException, InterruptedException {
    var duty = (Duty.Open) duty();
    say(quorum(), i -> byAggregator(i, duty.statement()));
    return state().openRound().orElseThrow();
  }

  /** How many more nodes each organization may enrol now, by its name. */
  Map<String, Integer> vacancies() {
    Map<String, Long> enrolled =
        state().directory().nodes().stream()
            .collect(Collectors.groupingBy(node -> node.organization(), Collectors.counting()));
    return state().charter().members().stream()
        .collect(
            Collectors.toMap(
                Charter.Member::name,
                member ->
                    member.nodes() - Math.toIntExact(enrolled.getOrDefault(member.name(), 0L))));
  }

  /**
   * Enrols nodes for the round that is open, by the word of their organizations.
   *
   * @param turnout where refusals are noted
   * @return those that are enrolled
   */
  List<Node> enrol(List<Node> nodes, Turnout turnout) throws IOException, InterruptedException {
    long end = time();
    List<Optional<Refusal>> refusals =
        ledger.append(
            nodes.stream().map(node -> byRoot(node.organization(), enrolment(node, end))).toList(),
            now());
    return turnout.admitted("delegation", nodes, refusals);
  }

  private Delegation enrolment(Node node, long end) {
    return new Delegation(
        Constitution.FEDERATION,
        Role.NODE,
        keys.node(node).verifyingKey(),
        Math.min(plan.threat().grantedFrames(node), Dagg1.MAX_WEIGHT),
        end - ROUND_SECONDS,
        end - 1);
  }

  /**
   * Logs updates.
   *
   * @param turnout where refusals are noted
   * @return those that are in the log now
   */
  List<Submission> submit(List<Submission> submissions, Turnout turnout)
      throws IOException, InterruptedException {
    List<Optional<Refusal>> refusals =
        ledger.append(
            submissions.stream()
                .map(
                    s ->
                        Unsigned.of(
                            s.update(),
                            keys.node(s.node()),
                            holder(s.node().organization(), Role.NODE)))
                .toList(),
            now());
    return turnout.admitted("update", submissions, refusals);
  }

  /** Closes the round if its deadline is over and enough updates count; says whether it did. */
  boolean close() throws IOException, InterruptedException {
    if (!(duty() instanceof Duty.Close(var statement))) {
      return false;
    }
    say(quorum(), i -> byAggregator(i, statement));
    return true;
  }

  /** What is to be recomputed once a round has closed. */
  Duty.Recompute task() {
    return (Duty.Recompute) duty();
  }

  /** States what a round came to, and releases it. */
  void release(Aggregate.Result result, byte[] weights) throws IOException, InterruptedException {
    say(quorum(), i -> byAggregator(i, aggregate(i, result, weights)));
    var duty = (Duty.Release) duty();
    Release release =
        Derivation.nextRelease(state(), duty.round(), duty.result(), duty.standing(), CARD);
    say(quorum(), i -> Unsigned.of(release, keys.release(i), holder(i, Role.RELEASE)));
  }

  private Aggregate aggregate(int organization, Aggregate.Result result, byte[] weights) {
    var proof = Aggregate.newOutputProof(keys.aggregator(organization).fingerprint());
    return new Aggregate(
        result.round(),
        result.cutoff(),
        result.inputSetDigest(),
        result.specId(),
        result.rejected(),
        result.outputDigest(),
        result.optimizerState(),
        time(),
        Sha256.ofBytes(proof.digest(weights)));
  }

  /** What every organization owes that has not acted yet, once all deadlines are over. */
  private Duty duty() {
    return Duty.of(state(), Node.organizationName(0), Constitution.DEADLINE);
  }

  private int quorum() {
    return state().charter().organizationQuorum().required();
  }

  /** The first organizations say something, which must be in order. */
  private void say(int organizations, IntFunction<Unsigned> statement)
      throws IOException, InterruptedException {
    List<Unsigned> all = new ArrayList<>();
    IntStream.range(0, organizations).mapToObj(statement).forEach(all::add);
    for (Optional<Refusal> refusal : ledger.append(all, now())) {
      if (refusal.isPresent()) {
        throw new IllegalStateException("an honest organization: " + refusal.get().detail());
      }
    }
  }

  private Unsigned byRoot(int organization, Predicate predicate) {
    return Unsigned.of(predicate, keys.root(organization), holder(organization, Role.ROOT));
  }

  private Unsigned byAggregator(int organization, Predicate predicate) {
    return Unsigned.of(
        predicate, keys.aggregator(organization), holder(organization, Role.AGGREGATOR));
  }

  private static Holder holder(int organization, Role role) {
    return new Holder(Node.organizationName(organization), role);
  }

  /** When the newest round ends, in Unix seconds. */
  private long time() {
    return Constitution.BEGIN + ROUND_SECONDS * state().rounds().size();
  }

  private Instant now() {
    return Instant.ofEpochSecond(time());
  }
}
