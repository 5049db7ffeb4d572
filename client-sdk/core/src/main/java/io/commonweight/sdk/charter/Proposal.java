package io.commonweight.sdk.charter;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Succession.Side;
import io.commonweight.sdk.charter.Succession.Vote;
import io.commonweight.sdk.statement.Charter;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A charter that waits for votes.
 *
 * @param documents the charter and its keys
 * @param before the organizations of the charter in force that have signed it
 * @param after the organizations of this charter that have signed it
 */
public record Proposal(Founding documents, SortedSet<String> before, SortedSet<String> after) {

  /** Copies the sets. */
  public Proposal {
    before = Collections.unmodifiableSortedSet(new TreeSet<>(before));
    after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
  }

  static Proposal of(Founding documents) {
    return new Proposal(documents, new TreeSet<>(), new TreeSet<>());
  }

  /** What names it. */
  public Sha256 digest() {
    return documents.charterDigest();
  }

  Proposal with(Collection<Vote> votes) {
    var moreBefore = new TreeSet<>(before);
    var moreAfter = new TreeSet<>(after);
    for (Vote vote : votes) {
      (vote.side() == Side.BEFORE ? moreBefore : moreAfter).add(vote.organization());
    }
    return new Proposal(documents, moreBefore, moreAfter);
  }

  boolean isBackedBy(String organization) {
    return before.contains(organization) || after.contains(organization);
  }

  /** Whether quorums of the charter in force and of this one have signed. */
  boolean isRatified(Charter inForce) {
    return before.size() >= inForce.organizationQuorum().required()
        && after.size() >= documents.charter().organizationQuorum().required();
  }
}
