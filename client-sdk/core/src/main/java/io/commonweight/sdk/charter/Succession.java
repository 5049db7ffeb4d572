package io.commonweight.sdk.charter;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The charter in force, and those that are to follow it. Immutable.
 *
 * <p>Version N+1 comes into force as a TUF root does (TUF 1.0.34 §5.3): a quorum of N and a quorum
 * of N+1 have signed the same bytes with their root keys, each organization counted once on each
 * side.
 *
 * @param inForce the newest charter that was ratified; before that the founding one
 * @param isFounded whether the founding charter was ratified
 * @param proposals the charters that wait for votes
 * @param named the keys of the charters that were in force, and of the founding one
 */
public record Succession(
    Founding inForce, boolean isFounded, List<Proposal> proposals, NamedKeys named) {
  /** An organization can back only so many charters of one version. */
  private static final int MAX_PROPOSALS_PER_ORGANIZATION = 4;

  /** Copies the list. */
  public Succession {
    proposals = List.copyOf(proposals);
  }

  static Succession of(Founding founding) {
    return new Succession(founding, false, List.of(), NamedKeys.of(founding.charter()));
  }

  /** Why a charter that this one signed may not be logged; empty if it may. */
  Optional<Refusal> judge(SignedStatement signed) {
    Founding next = signed.proposal().orElseThrow();
    if (next.charterDigest().equals(inForce.charterDigest())) {
      return voteOf(signed, next).isEmpty() ? noVote(signed) : Optional.empty();
    }
    return judge(next)
        .or(() -> voteOf(signed, next).isEmpty() ? noVote(signed) : Optional.empty())
        .or(() -> tooMany(signed));
  }

  /** Why a charter cannot follow the one in force, whoever signs it; empty if it can. */
  Optional<Refusal> judge(Founding next) {
    return isFounded
        ? SuccessionRules.judge(inForce, next)
            .or(() -> named.judge(next.charter(), inForce.charter().log()))
        : notTheFounding();
  }

  /** The succession with one more vote. */
  Succession with(SignedStatement signed) {
    Founding next = signed.proposal().orElseThrow();
    if (isFounded && next.charterDigest().equals(inForce.charterDigest())) {
      return this;
    }
    Proposal proposal =
        find(next.charterDigest()).orElseGet(() -> Proposal.of(next)).with(voteOf(signed, next));
    if (proposal.isRatified(inForce.charter())) {
      return new Succession(next, true, List.of(), named.with(next.charter()));
    }
    List<Proposal> others = new ArrayList<>(proposals);
    others.removeIf(other -> other.digest().equals(proposal.digest()));
    others.add(proposal);
    return new Succession(inForce, isFounded, others, named);
  }

  private Optional<Proposal> find(Sha256 digest) {
    return proposals.stream().filter(proposal -> proposal.digest().equals(digest)).findFirst();
  }

  /** For which of the two charters this signature counts: those whose root key signed. */
  private List<Vote> voteOf(SignedStatement signed, Founding next) {
    List<Vote> votes = new ArrayList<>();
    votingMember(inForce.charter(), signed.signer())
        .ifPresent(member -> votes.add(new Vote(Side.BEFORE, member.name())));
    votingMember(next.charter(), signed.signer())
        .ifPresent(member -> votes.add(new Vote(Side.AFTER, member.name())));
    return votes;
  }

  private static Optional<Member> votingMember(Charter charter, Fingerprint root) {
    return charter.memberOfRoot(root).filter(Member::aggregates);
  }

  private Optional<Refusal> tooMany(SignedStatement signed) {
    long backed =
        proposals.stream()
            .filter(proposal -> !proposal.digest().equals(signed.digest()))
            .filter(proposal -> proposal.isBackedBy(signed.organization()))
            .count();
    return backed < MAX_PROPOSALS_PER_ORGANIZATION
        ? Optional.empty()
        : refuse("%s backs %d other charters already".formatted(signed.organization(), backed));
  }

  private static Optional<Refusal> noVote(SignedStatement signed) {
    return Optional.of(
        new Refusal(Code.ROLE, signed.organization() + " does not aggregate and has no vote"));
  }

  private Optional<Refusal> notTheFounding() {
    return refuse("this log belongs to charter " + inForce.charterDigest());
  }

  private static Optional<Refusal> refuse(String detail) {
    return Optional.of(new Refusal(Code.STATE, detail));
  }

  /** The charter that is to be followed, or the one that follows. */
  enum Side {
    BEFORE,
    AFTER
  }

  /** A voice on one side. */
  record Vote(Side side, String organization) {}
}
