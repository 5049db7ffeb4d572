package io.commonweight.federation.round;

import io.commonweight.federation.secagg.Modulus;
import io.commonweight.federation.secagg.SecAggRound;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Release;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which nodes are added up with which: those of one organization, or those of all, as the log has
 * them where the round opens.
 */
final class Cohorts {
  private final Directory directory;
  private final Charter charter;

  /** A cohort to be: whose nodes, and their keys. */
  private record Group(Optional<String> organization, List<HybridVerifyingKey> keys) {
    boolean isEnough() {
      return keys.size() >= SecAggRound.MIN_NODES;
    }
  }

  Cohorts(Directory directory) {
    this.directory = directory;
    this.charter = directory.charter();
  }

  /** Why no secure round can begin from a release; empty if one can. */
  Optional<String> hindrance(Release release) {
    if (groups().isEmpty()) {
      return Optional.of(
          charter.privacy() == Charter.Privacy.SEALED
              ? "waiting for nodes: a sealed round needs two that are enrolled"
              : "waiting for nodes: a cohort is two or more of one organization");
    }
    BigInteger elements = elements(release);
    long most = groups().stream().mapToLong(g -> SecAggRound.maxLength(modulus(g))).min().orElse(0);
    return elements.signum() > 0 && elements.compareTo(BigInteger.valueOf(most)) <= 0
        ? Optional.empty()
        : Optional.of(
            "the weights have %d elements, a secure sum has 1 to %d".formatted(elements, most));
  }

  /** The cohorts of a round that opens here. */
  SecureRound of(Round round, Release release) {
    return new SecureRound(
        round.id(),
        groups().stream()
            .map(group -> cohort(group, round, elements(release).longValueExact()))
            .sorted(Comparator.comparing(cohort -> cohort.session().id()))
            .toList());
  }

  private Cohort cohort(Group group, Round round, long length) {
    return Cohort.of(
        group.organization(),
        new SecAggRound(
            charter.federation(),
            round.id(),
            group.keys(),
            Quorum.of(group.keys().size()),
            modulus(group),
            length));
  }

  /** Every node weighs one. */
  private Modulus modulus(Group group) {
    return Modulus.forSum(charter.aggregation().encoding().valueBits(), group.keys().size());
  }

  private List<Group> groups() {
    List<Group> ofOrganizations =
        charter.members().stream()
            .map(member -> new Group(Optional.of(member.name()), keys(member)))
            .toList();
    if (charter.privacy() == Charter.Privacy.COHORT) {
      return ofOrganizations.stream().filter(Group::isEnough).toList();
    }
    List<HybridVerifyingKey> all = new ArrayList<>();
    ofOrganizations.forEach(group -> all.addAll(group.keys()));
    return List.of(new Group(Optional.empty(), all)).stream().filter(Group::isEnough).toList();
  }

  /** A charter that allows fewer nodes than are enrolled takes the lowest, and no cap is passed. */
  private List<HybridVerifyingKey> keys(Member member) {
    return directory.nodes().stream()
        .filter(node -> node.organization().equals(member.name()))
        .map(Delegated::delegation)
        .sorted(Comparator.comparing(delegation -> delegation.fingerprint()))
        .limit(member.nodes())
        .map(delegation -> delegation.key())
        .toList();
  }

  /** A vector has all elements of all tensors. */
  private static BigInteger elements(Release release) {
    return release.tensors().stream()
        .map(
            tensor ->
                tensor.shape().stream()
                    .map(BigInteger::valueOf)
                    .reduce(BigInteger.ONE, BigInteger::multiply))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
