package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * The shares that a node gives out once it knows who counts (round 3): of each survivor the one
 * kind, of each dropout the other.
 *
 * @param session in which session
 * @param node who gives its shares
 * @param survivors the digest of the survivors
 * @param seeds its shares of the seeds of survivors' own masks, sorted by dealer
 * @param keys its shares of the secrets behind dropouts' pairwise masks, sorted by dealer
 */
public record ShareReveal(
    Sha256 session, Fingerprint node, Sha256 survivors, List<Opened> seeds, List<Opened> keys)
    implements SecureMessage {

  /**
   * A share, and what shows that it is the one its dealer dealt.
   *
   * @param dealer whose secret it is a share of
   * @param share the share and the salt of its commitment
   */
  public record Opened(Fingerprint dealer, SaltedShare share) {}

  /** Checks order and number. */
  public ShareReveal {
    seeds = Limits.sorted("seeds", Limits.atMost("seeds", MAX_NODES, seeds), Opened::dealer);
    keys = Limits.sorted("keys", Limits.atMost("keys", MAX_NODES, keys), Opened::dealer);
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("survivors", survivors));
  }
}
