package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Predicate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statements that need a quorum, in log order, at most one of each organization.
 *
 * @param cast the votes
 */
public record Votes<P extends Predicate>(List<Logged<P>> cast) {

  /** Copies the list. */
  public Votes {
    cast = List.copyOf(cast);
  }

  static <P extends Predicate> Votes<P> none() {
    return new Votes<>(List.of());
  }

  Votes<P> with(Logged<P> vote) {
    if (of(vote.organization()).isPresent()) {
      return this; // never count one organization twice
    }
    var more = new ArrayList<>(cast);
    more.add(vote);
    return new Votes<>(more);
  }

  /** The votes that still count under a charter. */
  Votes<P> under(Charter charter) {
    return new Votes<>(cast.stream().filter(vote -> charter.hasVote(vote.organization())).toList());
  }

  /** The vote of an organization. */
  public Optional<Logged<P>> of(String organization) {
    return cast.stream().filter(vote -> vote.organization().equals(organization)).findFirst();
  }

  /** The votes for one payload, in log order. */
  public List<Logged<P>> forDigest(Sha256 digest) {
    return cast.stream().filter(vote -> vote.digest().equals(digest)).toList();
  }

  /** The votes for the payload that at least {@code required} agree on; empty if there is none. */
  List<Logged<P>> leading(int required) {
    return cast.stream()
        .map(vote -> forDigest(vote.digest()))
        .filter(equal -> equal.size() >= required)
        .findFirst()
        .orElse(List.of());
  }

  /** The largest number of organizations that agree on one payload. */
  public int agreeing() {
    return cast.stream()
        .map(vote -> forDigest(vote.digest()).size())
        .max(Comparator.naturalOrder())
        .orElse(0);
  }

  /** Who has voted. */
  public Set<String> organizations() {
    var names = new TreeSet<String>();
    cast.forEach(vote -> names.add(vote.organization()));
    return names;
  }
}
