package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of a federation: who takes part, with which keys, and how rounds are run. It is the
 * root of all trust: whoever pins its digest needs to trust no server.
 *
 * @param federation the federation's name
 * @param version 1 for the founding charter
 * @param previous the digest of the charter before; absent in version 1
 * @param log the log that is the federation
 * @param keys the digest of {@code keys.json}, which holds the keys named here by fingerprint
 * @param members the organizations, sorted by name
 * @param policy the model repo {@code ORG/NAME} that releases go to
 * @param profile the digest of the embodiment profile all data must meet
 * @param aggregation how updates become an aggregate
 * @param rounds when rounds open and close
 */
public record Charter(
    String federation,
    int version,
    Optional<Sha256> previous,
    LogIdentity log,
    Sha256 keys,
    List<Member> members,
    String policy,
    Sha256 profile,
    Aggregation aggregation,
    Rounds rounds)
    implements Predicate {
  /** The most organizations of one charter. */
  public static final int MAX_MEMBERS = 256;

  private static final Pattern POLICY =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9._-]{0,62}");

  /**
   * @throws IllegalArgumentException if a rule is broken: an unsorted or repeated member, one key
   *     under two names, no aggregator at all
   */
  public Charter {
    Limits.name("federation", federation);
    Limits.within("version", 1, Integer.MAX_VALUE, version);
    Limits.presentIff("previous", version > 1, previous);
    Limits.matching("policy", POLICY, policy);
    members =
        Limits.sorted("members", Limits.atMost("members", MAX_MEMBERS, members), Member::name);
    var seen = new HashSet<Fingerprint>();
    members.stream()
        .flatMap(Member::fingerprints)
        .forEach(
            key -> {
              if (!seen.add(key)) {
                throw new IllegalArgumentException("key " + key + " stands in the charter twice");
              }
            });
    // Every update of a round must fit the list of those that do not count.
    Limits.within(
        "nodes times statementsPerNode",
        0,
        Aggregate.MAX_REJECTIONS,
        members.stream().mapToLong(member -> member.nodes().size()).sum()
            * rounds.statementsPerNode());
    Quorum.of((int) members.stream().filter(m -> m.aggregator().isPresent()).count());
  }

  /**
   * Where statements are sequenced.
   *
   * @param origin the log's name, which its checkpoints carry
   * @param epoch counts the logs of one federation, from 1
   * @param key the fingerprint of the key that signs checkpoints
   */
  public record LogIdentity(String origin, int epoch, Fingerprint key) {
    private static final Pattern ORIGIN =
        Pattern.compile("[a-z0-9.-]{1,128}(/[a-z0-9.-]{1,64}){0,8}");

    /** Checks the origin's form. */
    public LogIdentity {
      Limits.matching("origin", ORIGIN, origin);
      Limits.within("epoch", 1, Integer.MAX_VALUE, epoch);
    }
  }

  /**
   * An organization and its keys, one key for each role.
   *
   * @param name the organization
   * @param root signs charters and the first release
   * @param aggregator signs rounds, aggregates and releases; absent if it runs no aggregator
   * @param registry proves its registry's identity to others; absent if it hosts none
   * @param nodes sign updates and evaluations, sorted
   */
  public record Member(
      String name,
      Fingerprint root,
      Optional<Fingerprint> aggregator,
      Optional<Fingerprint> registry,
      List<Fingerprint> nodes) {
    /** The most nodes of one organization. */
    public static final int MAX_NODES = 64;

    /** Checks the name and sorts nothing: nodes must come sorted. */
    public Member {
      Limits.name("member name", name);
      nodes = Limits.sorted("nodes", Limits.atMost("nodes", MAX_NODES, nodes), n -> n);
    }

    Stream<Fingerprint> fingerprints() {
      var all = new ArrayList<Fingerprint>(nodes);
      all.add(root);
      aggregator.ifPresent(all::add);
      registry.ifPresent(all::add);
      return all.stream();
    }
  }

  /**
   * The arithmetic of a round.
   *
   * @param specId the digest of the aggregation specification and its vectors
   * @param scaleBits s: deltas are integers in units of 2^−s
   * @param valueBits b = 24: |q| ≤ 2^(b−1)−1
   * @param normBound the largest Σq² of an accepted update, in units of 4^−s, decimal, below 2^128
   * @param nodeWeightCap the most frames one node's update weighs
   * @param organizationWeightCap the most weight of one organization's updates together
   * @param maxUpdateBytes the largest update blob
   */
  public record Aggregation(
      Sha256 specId,
      int scaleBits,
      int valueBits,
      String normBound,
      long nodeWeightCap,
      long organizationWeightCap,
      long maxUpdateBytes) {
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,38}");
    private static final long MAX_WEIGHT = 1 << 16;

    /** dagg/1 has one width; others need another specification. */
    private static final int VALUE_BITS = 24;

    private static final int NORM_BITS = 128;

    /** Checks every range. */
    public Aggregation {
      Limits.within("scaleBits", 0, 40, scaleBits);
      Limits.within("valueBits", VALUE_BITS, VALUE_BITS, valueBits);
      Limits.matching("normBound", DECIMAL, normBound);
      if (new BigInteger(normBound).bitLength() > NORM_BITS) {
        throw new IllegalArgumentException("normBound has more than " + NORM_BITS + " bits");
      }
      Limits.within("nodeWeightCap", 1, MAX_WEIGHT, nodeWeightCap);
      Limits.within(
          "organizationWeightCap", 1, MAX_WEIGHT * Member.MAX_NODES, organizationWeightCap);
      Limits.within("maxUpdateBytes", 1, 1L << 40, maxUpdateBytes);
    }
  }

  /**
   * When rounds close.
   *
   * @param minUpdates fewest logged updates at which a deadline may close a round
   * @param deadlineSeconds how long an aggregator waits, by its own clock, from the opening
   * @param statementsPerNode how many statements of one node the log takes in one round
   */
  public record Rounds(int minUpdates, long deadlineSeconds, int statementsPerNode) {
    /** Checks every range. */
    public Rounds {
      Limits.within("minUpdates", 1, MAX_MEMBERS * Member.MAX_NODES, minUpdates);
      Limits.within("deadlineSeconds", 1, 365L * 24 * 3600, deadlineSeconds);
      Limits.within("statementsPerNode", 2, 64, statementsPerNode);
    }
  }

  /** n, f and k of this federation: the organizations that run an aggregator count. */
  @JsonIgnore
  public Quorum quorum() {
    return Quorum.of(aggregating().size());
  }

  /** The organizations that run an aggregator. */
  @JsonIgnore
  public List<Member> aggregating() {
    return members.stream().filter(member -> member.aggregator().isPresent()).toList();
  }

  /** Whether an organization counts toward the quorum. */
  public boolean hasVote(String organization) {
    return aggregating().stream().anyMatch(member -> member.name().equals(organization));
  }

  /** The number of enrolled nodes. */
  @JsonIgnore
  public int nodeCount() {
    return members.stream().mapToInt(member -> member.nodes().size()).sum();
  }

  /** What a key may do here, if it is named. */
  public Optional<Holder> holder(Fingerprint key) {
    return members.stream().flatMap(member -> Holder.of(member, key).stream()).findFirst();
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("keys.json", keys));
  }

  /** The one role of a key. */
  public enum Role {
    ROOT,
    AGGREGATOR,
    REGISTRY,
    NODE
  }

  /**
   * Whose a key is.
   *
   * @param organization the member's name
   * @param role what the key may sign
   */
  public record Holder(String organization, Role role) {

    static Optional<Holder> of(Member member, Fingerprint key) {
      if (member.root().equals(key)) {
        return Optional.of(new Holder(member.name(), Role.ROOT));
      }
      if (member.aggregator().equals(Optional.of(key))) {
        return Optional.of(new Holder(member.name(), Role.AGGREGATOR));
      }
      if (member.registry().equals(Optional.of(key))) {
        return Optional.of(new Holder(member.name(), Role.REGISTRY));
      }
      return member.nodes().contains(key)
          ? Optional.of(new Holder(member.name(), Role.NODE))
          : Optional.empty();
    }
  }
}
