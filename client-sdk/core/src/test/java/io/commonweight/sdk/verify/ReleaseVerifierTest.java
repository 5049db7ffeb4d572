package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.ReleaseFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.Check.Step;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes; what does not is in {@link NegativeCasesTest}. */
class ReleaseVerifierTest {
  private static final int SEQUENCE = 3;
  private static final long FAR_FUTURE = 4_000_000_000L;

  @TempDir private Path temporary;

  private final ReleaseFixture federation = new ReleaseFixture("genuine");
  private final SortedMap<String, byte[]> files = files(SEQUENCE);
  private final Release release = federation.release(SEQUENCE, files);
  private Path folder = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    folder = Files.createDirectory(temporary.resolve("release"));
    ReleaseFixture.write(folder, files);
  }

  @Test
  void aGenuineReleasePassesEveryCheckInOrder() {
    Verification verification = verify(federation.log(release));

    assertThat(verification.failure()).isEmpty();
    assertThat(verification.checks()).extracting(Check::step).containsExactly(Step.values());
    VerifiedRelease verified = verification.release().orElseThrow();
    assertThat(verified.release()).isEqualTo(release);
    assertThat(verified.checkpoint().size()).isEqualTo(18);
    assertThat(verified.witnessed()).isEqualTo(federation.cosigned());
    assertThat(verified.charter()).isEqualTo(federation.founding().charter());
  }

  @Test
  void theOptimizersStateIsVerifiedAndBroughtLikeAnyOtherFile() throws IOException {
    files.put("momentum.safetensors", ReleaseFixture.weights(4, 5, 6));
    files.put("variance.safetensors", ReleaseFixture.weights(7, 8, 9));
    ReleaseFixture.write(folder, files);

    Verification verification = verify(federation.log(federation.release(SEQUENCE, files)));

    assertThat(verification.failure()).isEmpty();
    assertThat(copy().resolve("variance.safetensors"))
        .hasBinaryContent(ReleaseFixture.weights(7, 8, 9));
  }

  @Test
  void whatWasSignedIsCheckedBeforeAnyFileIsThere() {
    Verification verification =
        federation.verifier().verify(federation.log(release).evidence().encode());

    assertThat(verification.passed()).isTrue();
    assertThat(verification.checks().getLast().step()).isEqualTo(Step.AGGREGATES);
  }

  @Test
  void release0IsSignedByAllRootsAndRestsOnNoAggregate() throws IOException {
    SortedMap<String, byte[]> first = files(0);
    ReleaseFixture.write(folder, first);

    Verification verification = verify(federation.log(federation.release(0, first)));

    assertThat(verification.failure()).isEmpty();
    assertThat(verification.checks())
        .extracting(Check::step)
        .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Step.AGGREGATES)));
  }

  @Test
  void aMemberWithoutAVoteDoesNotStandInForOneThatHasOne() {
    Release first = federation.release(0, files(0));
    List<HybridKey> roots =
        List.of(
            federation.root(1),
            federation.root(2),
            federation.root(3),
            federation.root(ReleaseFixture.OBSERVER));

    assertThat(verify(federation.newLog().released(first, roots)).failure())
        .contains(
            new Check(
                Step.SIGNATURES,
                false,
                "signed by 3 organizations [org-1, org-2, org-3], 4 are required"));
  }

  @Test
  void aCompleteForgedFederationIsRefusedByThePin() {
    var forged = new ReleaseFixture("forged");
    byte[] evidence = forged.log(forged.release(SEQUENCE, files)).evidence().encode();

    assertThat(forged.verifier().verify(evidence, folder, copy()).passed()).isTrue();
    assertThat(federation.verifier().verify(evidence).failure())
        .contains(
            new Check(
                Step.CHARTER,
                false,
                "none of the charters is the pinned one, sha256:"
                    + federation.founding().charterDigest()));
  }

  @Test
  void theCopyIsThereForItsOwnerToReadAndForNobodyElse() throws IOException {
    verify(federation.log(release));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy())))
        .isEqualTo("rwx------");
    for (var file : files.entrySet()) {
      Path copied = copy().resolve(file.getKey());
      assertThat(copied).hasBinaryContent(file.getValue());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
          .isEqualTo("r--------");
    }
  }

  @Test
  void aCopyThatIsThereAlreadyIsNotTrusted() throws IOException {
    Files.createDirectory(copy());

    assertThat(verify(federation.log(release)).failure().orElseThrow().step())
        .isEqualTo(Step.DIGESTS);
  }

  @Test
  void theCacheOfAHuggingFaceDownloadIsPassedOverAndReported() throws IOException {
    Files.createDirectories(folder.resolve(".cache/huggingface/download"));
    Files.createDirectories(folder.resolve(".commonweight"));

    assertThat(said(verify(federation.log(release)), Step.LISTING))
        .isEqualTo("3 files, no others; passed over .cache/huggingface");
  }

  @Test
  void aPinnedCharterHandsOnToTheNextByBothQuorums() {
    Founding second = federation.successor(FAR_FUTURE, 4);
    FixtureLog log = rotated(second);

    Verification verification = verify(log);

    assertThat(verification.failure()).isEmpty();
    assertThat(said(verification, Step.CHARTER))
        .startsWith("charter 2 of tabletop, which 1 quorums handed on from the pinned");
    assertThat(verification.release().orElseThrow().charter().version()).isEqualTo(2);
  }

  @Test
  void aLaterCharterThanTheFirstMayBePinned() {
    Founding second = federation.successor(FAR_FUTURE, 4);
    var verifier =
        new ReleaseVerifier(
            second.charterDigest(),
            ReleaseFixture.POLICY,
            Demands.of(Wanted.LATEST),
            Optional.empty(),
            federation.clock());

    assertThat(verifier.verify(rotated(second).evidence().encode()).failure()).isEmpty();
  }

  @Test
  void aCharterThatComesIntoForceAfterTheReleaseLeavesItStanding() {
    FixtureLog log =
        federation.log(release).chartered(federation.successor(FAR_FUTURE, 0), federation.roots());

    Verification verification = verify(log);

    assertThat(verification.failure()).isEmpty();
    assertThat(verification.release().orElseThrow().charter().version()).isEqualTo(2);
  }

  @Test
  void aRevokedKeyDoesNotMatterWhereEnoughOthersSigned() {
    FixtureLog log =
        federation
            .newLog()
            .aggregated(federation.aggregate(release), federation.aggregators(1, 2, 3))
            .released(release, federation.releasers(1, 2, 3, 4))
            .said(revocation("release-4", Optional.of(0L)), List.of(federation.root(4)));

    assertThat(verify(log).failure()).isEmpty();
  }

  @Test
  void aKeyThatIsRevokedLaterKeepsWhatItHasSigned() {
    FixtureLog log =
        federation
            .log(release)
            .said(revocation("release-4", Optional.empty()), List.of(federation.root(4)))
            .said(revocation("aggregator-3", Optional.of(15L)), List.of(federation.root(3)));

    assertThat(verify(log).failure()).isEmpty();
  }

  @Test
  void aMinorityCannotRevokeTheKeyOfAnother() {
    FixtureLog log =
        federation
            .log(release)
            .said(
                revocation("release-4", Optional.of(0L)),
                List.of(federation.root(1), federation.root(2)));

    assertThat(verify(log).failure()).isEmpty();
  }

  @Test
  void revocationsThatTheSignersKnewOfAreShownByDigest() {
    FixtureLog log = federation.newLog();
    Revocation known = revocation("release-2", Optional.empty());
    log.revoked(known, federation.root(2));
    log.aggregated(federation.aggregate(release), federation.aggregators(1, 2, 3));
    Release informed =
        federation.release(
            SEQUENCE,
            files,
            new Release.Standing(log.size(), Sha256.of(new Statement(known).digest().bytes())));

    Verification verification = verify(log.released(informed, federation.releasers(1, 3, 4)));

    assertThat(verification.failure()).isEmpty();
    assertThat(said(verification, Step.REVOCATIONS))
        .isEqualTo("1 keys were revoked, none that counts; the release is the newest");
  }

  @Test
  void whatAQuorumAdvisesIsShown() {
    Advisory yank =
        new Advisory(
            new Statement(release).digest(), Advisory.Kind.YANK, "it drops cups", Optional.empty());
    FixtureLog log = federation.log(release).said(yank, federation.roots().subList(0, 3));

    Verification verification = verify(log);

    assertThat(verification.release().orElseThrow().advisories()).containsExactly(yank);
    assertThat(said(verification, Step.REVOCATIONS)).endsWith("; YANK: it drops cups");
  }

  @Test
  void whatAMinorityAdvisesIsNot() {
    Advisory revoke =
        new Advisory(
            new Statement(release).digest(), Advisory.Kind.REVOKE, "rumours", Optional.empty());
    FixtureLog log = federation.log(release).said(revoke, federation.roots().subList(0, 2));

    assertThat(verify(log).release().orElseThrow().advisories()).isEmpty();
  }

  @Test
  void aReleaseThatWasFollowedByAnotherIsGenuineIfItNeedNotBeTheLatest() {
    Release next = federation.release(SEQUENCE + 1, files(SEQUENCE + 1));
    FixtureLog log = federation.log(release).said(next, federation.releasers(1, 2, 3));

    Verification verification = verifier(Wanted.NOT_OLDER).verify(log.evidence().encode());

    assertThat(said(verification, Step.REVOCATIONS))
        .endsWith("the release was followed by another");
  }

  @Test
  void withoutAConnectionEvidenceMayBeOlder() {
    Instant later = federation.issued().plus(Duration.ofDays(60));
    var verifier =
        new ReleaseVerifier(
            federation.founding().charterDigest(),
            ReleaseFixture.POLICY,
            new Demands(
                Wanted.LATEST, Demands.MAX_AGE, Optional.of(later.plus(Duration.ofDays(1)))),
            Optional.empty(),
            Clock.fixed(later, federation.clock().getZone()));

    assertThat(said(verifier.verify(federation.log(release).evidence().encode()), Step.FRESHNESS))
        .isEqualTo(
            "signed at 2023-11-15T00:13:20Z, taken without a connection until 2024-01-14T22:13:20Z");
  }

  /** Charter 2, under which organization 4 has another root, delegates again and releases. */
  private FixtureLog rotated(Founding second) {
    HybridKey root = federation.key("root-4-new");
    FixtureLog log =
        federation
            .newLog()
            .chartered(
                second, List.of(federation.root(1), federation.root(2), federation.root(3), root))
            .delegated(federation.delegation(federation.key("release-4-spare"), Role.RELEASE), root)
            .aggregated(federation.aggregate(release), federation.aggregators(1, 2, 3));
    Release under =
        ReleaseFixture.release(
            SEQUENCE,
            files,
            new Release.Standing(log.size(), Release.Standing.FOUNDING.revocations()),
            second.charterDigest());
    return log.released(
        under,
        List.of(federation.releaser(1), federation.releaser(3), federation.key("release-4-spare")));
  }

  private Revocation revocation(String key, Optional<Long> suspectFrom) {
    return new Revocation(
        federation.key(key).fingerprint(), Revocation.Reason.COMPROMISED, suspectFrom);
  }

  private ReleaseVerifier verifier(Wanted wanted) {
    return new ReleaseVerifier(
        federation.founding().charterDigest(),
        ReleaseFixture.POLICY,
        Demands.of(wanted),
        Optional.empty(),
        federation.clock());
  }

  private Verification verify(FixtureLog log) {
    return federation.verifier().verify(log.evidence().encode(), folder, copy());
  }

  private Path copy() {
    return temporary.resolve("copy");
  }

  private static String said(Verification verification, Step step) {
    assertThat(verification.failure()).isEmpty();
    return verification.checks().stream()
        .filter(check -> check.step() == step)
        .map(Check::detail)
        .findFirst()
        .orElseThrow();
  }
}
