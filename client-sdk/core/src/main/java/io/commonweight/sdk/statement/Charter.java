package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.log.WitnessPolicy;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rules of a federation: who takes part, with which keys, and how rounds are run. It is the
 * root of all trust: whoever pins its digest needs to trust no server.
 *
 * <p>A charter names root, witness and log keys only. Keys that work every day are delegated in the
 * log ({@link Delegation}).
 *
 * @param federation the federation's name
 * @param version 1 for the founding charter, then one more each time
 * @param previous the digest of the charter before; absent in version 1
 * @param expires Unix seconds: when the log's time is past it, no round opens any more
 * @param log the log that is the federation
 * @param keys the digest of {@code keys.json}, which holds the keys named here by fingerprint
 * @param members the organizations, sorted by name
 * @param quorum how many organizations must agree, and what that survives
 * @param witnesses how many organizations must cosign a checkpoint, and what that survives
 * @param policy the model repo {@code ORG/NAME} that releases go to
 * @param profile the digest of the embodiment profile all data must meet
 * @param privacy who may see an update
 * @param gate what a release must show before a round starts from it; absent if nothing
 * @param aggregation how updates become an aggregate
 * @param rounds when rounds open and close
 */
public record Charter(
    String federation,
    int version,
    Optional<Sha256> previous,
    long expires,
    LogIdentity log,
    Sha256 keys,
    List<Member> members,
    Threshold quorum,
    Threshold witnesses,
    String policy,
    Sha256 profile,
    Privacy privacy,
    Optional<EvaluationGate> gate,
    Aggregation aggregation,
    Rounds rounds)
    implements Predicate {
  /** The most organizations of one charter. */
  public static final int MAX_MEMBERS = 256;

  /**
   * @throws IllegalArgumentException if a rule is broken: an unsorted or repeated member, one key
   *     under two names, a threshold weaker than the faults it declares, a rule for more voters
   *     than there can be, or one that needs what the privacy hides
   */
  public Charter {
    Limits.name("federation", federation);
    Limits.within("version", 1, Integer.MAX_VALUE, version);
    Limits.presentIff("previous", version > 1, previous);
    Limits.time("expires", expires);
    Limits.repo("policy", policy);
    members =
        Limits.sorted("members", Limits.atMost("members", MAX_MEMBERS, members), Member::name);
    requireEachKeyOnce(log, members);
    requireEachNameOnce(log, members);
    requireMember(log.sequencer(), members);
    // Every update of a round must fit the list of those that do not count.
    Limits.within(
        "nodes times statementsPerNode",
        0,
        Aggregate.MAX_REJECTIONS,
        members.stream().mapToLong(Member::nodes).sum() * rounds.statementsPerNode());
    requireVoters(members, aggregation.rule());
    SecureRules.check(privacy, members, aggregation, rounds);
    quorumOf(members, quorum);
    witnessQuorumOf(members, log, witnesses);
  }

  /** A rule that can never have the voters it needs would leave the weights as they are. */
  private static void requireVoters(List<Member> members, Rule rule) {
    long most =
        switch (rule.voters()) {
          case NODE -> members.stream().mapToLong(Member::nodes).sum();
          case ORGANIZATION -> members.stream().filter(member -> member.nodes() > 0).count();
        };
    if (rule.fewestVoters() > Math.max(1, most)) {
      throw new IllegalArgumentException(
          "%s with %d faults needs %d voters, but the charter allows %d"
              .formatted(rule.kind(), rule.faults(), rule.fewestVoters(), most));
    }
  }

  private static void requireEachKeyOnce(LogIdentity log, List<Member> members) {
    var seen = new HashSet<Fingerprint>();
    Stream.concat(
            log.keys().fingerprints().stream(),
            members.stream().flatMap(member -> member.fingerprints().stream()))
        .filter(key -> !seen.add(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException("key " + key + " stands in the charter twice");
            });
  }

  private static void requireMember(String sequencer, List<Member> members) {
    if (members.stream().noneMatch(member -> member.name().equals(sequencer))) {
      throw new IllegalArgumentException("the sequencer " + sequencer + " is no member");
    }
  }

  private static void requireEachNameOnce(LogIdentity log, List<Member> members) {
    var seen = new HashSet<String>(Set.of(log.origin()));
    members.stream()
        .flatMap(member -> member.witness().stream())
        .map(Witness::name)
        .filter(name -> !seen.add(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("two cosigners have the name " + name);
            });
  }

  /**
   * The two halves of a hybrid key, by fingerprint.
   *
   * @param ed25519 the Ed25519 half; it names the pair
   * @param mlDsa the ML-DSA half: ML-DSA-65 for statements, ML-DSA-44 for checkpoints
   */
  public record KeyPair(Fingerprint ed25519, Fingerprint mlDsa) {
    /** Both names. */
    public List<Fingerprint> fingerprints() {
      return List.of(ed25519, mlDsa);
    }
  }

  /**
   * Where statements are sequenced.
   *
   * @param origin the log's name, which its checkpoints carry
   * @param epoch counts the logs of one federation, from 1
   * @param sequencer the member that runs it; its own witness does not count
   * @param keys the keys that sign checkpoints
   * @param after where the log before it was left; absent exactly in epoch 1
   */
  public record LogIdentity(
      String origin, int epoch, String sequencer, KeyPair keys, Optional<Cut> after) {
    private static final Pattern ORIGIN =
        Pattern.compile("[a-z0-9.-]{1,128}(/[a-z0-9.-]{1,64}){0,8}");

    /** Checks the origin's form. */
    public LogIdentity {
      Limits.matching("origin", ORIGIN, origin);
      Limits.within("epoch", 1, Integer.MAX_VALUE, epoch);
      Limits.name("sequencer", sequencer);
      Limits.presentIff("after", epoch > 1, after);
    }
  }

  /**
   * The end of a log that the federation has left: what came later in it does not count.
   *
   * @param size how many of its entries count
   * @param root their root hash
   */
  public record Cut(long size, Sha256 root) {
    /** Checks the size. */
    public Cut {
      Limits.within("size", 1, Limits.MAX_SAFE, size);
    }
  }

  /**
   * An organization.
   *
   * @param name the organization
   * @param root signs charters, delegations, revocations, advisories and the first release
   * @param oms P-256: signs the bundles that other model-signing tools read
   * @param aggregates whether it recomputes rounds, and so counts toward the quorum
   * @param witness what cosigns checkpoints for it; absent if it witnesses nothing
   * @param nodes the most nodes it may have enrolled at a time
   */
  public record Member(
      String name,
      KeyPair root,
      Fingerprint oms,
      boolean aggregates,
      Optional<Witness> witness,
      int nodes) {
    /** The most nodes of one organization. */
    public static final int MAX_NODES = 64;

    /** Checks the name and the number of nodes. */
    public Member {
      Limits.name("member name", name);
      Limits.within("nodes", 0, MAX_NODES, nodes);
    }

    Set<Fingerprint> fingerprints() {
      var all = new ArrayList<Fingerprint>(root.fingerprints());
      all.add(oms);
      witness.ifPresent(w -> all.addAll(w.keys().fingerprints()));
      if (Set.copyOf(all).size() < all.size()) {
        throw new IllegalArgumentException("a key of " + name + " stands in the charter twice");
      }
      return Set.copyOf(all);
    }
  }

  /**
   * A cosigner of checkpoints.
   *
   * @param name its key name in signed notes
   * @param keys its keys
   */
  public record Witness(String name, KeyPair keys) {
    private static final Pattern NAME =
        Pattern.compile("[a-z0-9.-]{1,128}(/[a-z0-9.-]{1,64}){0,8}");

    /** Checks the name's form. */
    public Witness {
      Limits.matching("witness name", NAME, name);
    }
  }

  /**
   * A declared tolerance, and the number that must agree for it.
   *
   * @param faults f: how many may lie
   * @param required k: how many must agree
   */
  public record Threshold(int faults, int required) {
    /** The threshold of n parties with f = ⌊(n−1)/3⌋; below four all must agree. */
    public static Threshold of(int parties) {
      Quorum quorum = Quorum.of(parties);
      return new Threshold(quorum.faults(), quorum.required());
    }
  }

  /** Who may see an update. */
  public enum Privacy {
    /** Whoever stores it, and after the round has closed every aggregator. */
    OPEN,
    /** Nobody: there is one sum of the nodes of each organization. */
    COHORT,
    /** Nobody: there is one sum of all nodes. */
    SEALED;

    /** Whether nodes mask what they submit, so that only sums are seen. */
    public boolean isSecure() {
      return this != OPEN;
    }
  }

  /**
   * What the newest release must show, by logged evaluations, before a round starts from it.
   *
   * @param suite what it is tried on
   * @param split which part of it
   * @param organizations how many organizations must have evaluated it
   * @param minPermille fewest successes of all their trials together, in thousandths
   */
  public record EvaluationGate(String suite, String split, int organizations, int minPermille) {
    /** Checks names and ranges. */
    public EvaluationGate {
      Limits.name("suite", suite);
      Limits.name("split", split);
      Limits.within("organizations", 1, MAX_MEMBERS, organizations);
      Limits.within("minPermille", 0, 1000, minPermille);
    }
  }

  /**
   * The arithmetic of a round.
   *
   * @param specId the digest of the aggregation specification and its vectors
   * @param encoding how deltas travel
   * @param scaleBits s: deltas are integers in units of 2^−s
   * @param tensorScales tensors whose scale is another, sorted by tensor
   * @param normBound the largest Σq² of an accepted update, in units of 4^−s, decimal, below 2^128
   * @param nodeWeightCap the most frames one node's update weighs
   * @param organizationWeightCap the most weight of one organization's updates together
   * @param maxUpdateBytes the largest update blob
   * @param rule how updates become one
   * @param optimizer what is done with that before it is added to the weights
   */
  public record Aggregation(
      Sha256 specId,
      Encoding encoding,
      int scaleBits,
      List<RoundOpen.Scale> tensorScales,
      String normBound,
      long nodeWeightCap,
      long organizationWeightCap,
      long maxUpdateBytes,
      Rule rule,
      Optimizer optimizer) {
    /** The finest scale: s is at most so large. */
    static final int MAX_SCALE_BITS = 40;

    private static final long MAX_WEIGHT = 1 << 16;

    /** Checks every range. */
    public Aggregation {
      Limits.within("scaleBits", 0, MAX_SCALE_BITS, scaleBits);
      tensorScales = RoundOpen.Scale.sorted("tensorScales", tensorScales);
      RoundOpen.Scale.requireClose(
          IntStream.concat(
              IntStream.of(scaleBits), tensorScales.stream().mapToInt(RoundOpen.Scale::bits)));
      Limits.unsigned128("normBound", normBound);
      Limits.within("nodeWeightCap", 1, MAX_WEIGHT, nodeWeightCap);
      Limits.within(
          "organizationWeightCap", 1, MAX_WEIGHT * Member.MAX_NODES, organizationWeightCap);
      Limits.within("maxUpdateBytes", 1, 1L << 40, maxUpdateBytes);
    }

    /** The scale of a tensor. */
    int scaleOf(String tensor) {
      return tensorScales.stream()
          .filter(scale -> scale.tensor().equals(tensor))
          .mapToInt(RoundOpen.Scale::bits)
          .findFirst()
          .orElse(scaleBits);
    }
  }

  /**
   * When rounds close, and what still counts then.
   *
   * @param minUpdates fewest logged updates at which a deadline may close a round
   * @param goal logged updates at which aggregators close a round at once; 0: only once all
   *     enrolled nodes have submitted
   * @param maxStaleness how many rounds old an update may be that counts, 0 to 16; 0: none but the
   *     round's own
   * @param deadlineSeconds how long an aggregator waits, by its own clock, from the opening
   * @param statementsPerNode how many statements of one node the log takes in one round
   */
  public record Rounds(
      int minUpdates, int goal, int maxStaleness, long deadlineSeconds, int statementsPerNode) {
    /** A node needs one statement for its update, and one to spare. */
    static final int MIN_STATEMENTS = 2;

    private static final int MAX_STALENESS = 16;
    private static final int MAX_UPDATES = MAX_MEMBERS * Member.MAX_NODES;

    /** Checks every range. */
    public Rounds {
      Limits.within("minUpdates", 1, MAX_UPDATES, minUpdates);
      Limits.within("goal", goal == 0 ? 0 : minUpdates, MAX_UPDATES, goal);
      Limits.within("maxStaleness", 0, MAX_STALENESS, maxStaleness);
      Limits.within("deadlineSeconds", 1, 365L * 24 * 3600, deadlineSeconds);
      Limits.within("statementsPerNode", MIN_STATEMENTS, 64, statementsPerNode);
    }
  }

  /** n, f and k of this federation: the organizations that aggregate count. */
  @JsonIgnore
  public Quorum organizationQuorum() {
    return quorumOf(members, quorum);
  }

  /** m, f and k of the witnesses: the organizations that cosign, without the sequencer's own. */
  @JsonIgnore
  public Quorum witnessQuorum() {
    return witnessQuorumOf(members, log, witnesses);
  }

  private static Quorum quorumOf(List<Member> members, Threshold threshold) {
    int voting = (int) members.stream().filter(Member::aggregates).count();
    return new Quorum(voting, threshold.faults(), threshold.required());
  }

  private static Quorum witnessQuorumOf(
      List<Member> members, LogIdentity log, Threshold threshold) {
    int witnessing =
        (int)
            members.stream()
                .filter(member -> member.witness().isPresent())
                .filter(member -> !member.name().equals(log.sequencer()))
                .count();
    Limits.within("witnesses", 0, WitnessPolicy.MAX_WITNESSES, witnessing);
    return new Quorum(witnessing, threshold.faults(), threshold.required());
  }

  /** The organizations that aggregate. */
  @JsonIgnore
  public List<Member> aggregating() {
    return members.stream().filter(Member::aggregates).toList();
  }

  /** Whether an organization counts toward the quorum. */
  public boolean hasVote(String organization) {
    return member(organization).filter(Member::aggregates).isPresent();
  }

  /** The member of that name. */
  public Optional<Member> member(String organization) {
    return members.stream().filter(member -> member.name().equals(organization)).findFirst();
  }

  /** The member whose root key it is, by its Ed25519 half. */
  public Optional<Member> memberOfRoot(Fingerprint key) {
    return members.stream().filter(member -> member.root().ed25519().equals(key)).findFirst();
  }

  /** The names of all keys that stand here. */
  @JsonIgnore
  public Set<Fingerprint> fingerprints() {
    var all = new HashSet<Fingerprint>(log.keys().fingerprints());
    members.forEach(member -> all.addAll(member.fingerprints()));
    return all;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("keys.json", keys));
  }

  /** What a key may sign. */
  public enum Role {
    /** Charters, delegations, revocations, advisories, the first release. */
    ROOT,
    /** Openings, steps, closings, aggregates, evaluations. */
    AGGREGATOR,
    /** Releases after the first. */
    RELEASE,
    /** Requests of one registry to another. */
    REGISTRY,
    /** Updates, messages of secure sessions, evaluations. */
    NODE
  }

  /**
   * Whose a key is.
   *
   * @param organization the member's name
   * @param role what the key may sign
   */
  public record Holder(String organization, Role role) {}
}
