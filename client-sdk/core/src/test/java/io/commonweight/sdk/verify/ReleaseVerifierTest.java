package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.ReleaseFixture.digest;
import static io.commonweight.sdk.verify.ReleaseFixture.files;
import static io.commonweight.sdk.verify.ReleaseFixture.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.Check.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseVerifierTest {
  private static final int SEQUENCE = 3;

  @TempDir private Path folder;

  private final ReleaseFixture federation = new ReleaseFixture("genuine");
  private final SortedMap<String, byte[]> files = files(SEQUENCE);
  private final Release release = federation.release(SEQUENCE, files);

  @BeforeEach
  void writeFiles() throws IOException {
    ReleaseFixture.write(folder, files);
  }

  @Test
  void aGenuineReleasePassesEveryCheckInOrder() {
    Verification verification = verify(genuine());

    assertThat(verification.failure()).isEmpty();
    assertThat(verification.checks()).extracting(Check::step).containsExactly(Step.values());
    assertThat(verification.release().orElseThrow().release()).isEqualTo(release);
    assertThat(verification.release().orElseThrow().checkpoint().size()).isEqualTo(18);
  }

  @Test
  void release0IsSignedByAllRootsAndRestsOnNoAggregate() throws IOException {
    SortedMap<String, byte[]> first = files(0);
    ReleaseFixture.write(folder, first);

    Verification verification = verify(federation.log(federation.release(0, first)).evidence());

    assertThat(verification.failure()).isEmpty();
    assertThat(verification.checks())
        .extracting(Check::step)
        .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Step.AGGREGATES)));
  }

  @Test
  void aMemberWithoutAVoteDoesNotStandInForOneThatHasOne() {
    Release first = federation.release(0, files(0));
    FixtureLog log =
        newLog()
            .released(
                first,
                List.of(
                    federation.root(1),
                    federation.root(2),
                    federation.root(3),
                    federation.root(ReleaseFixture.OBSERVER)));

    assertRefused(
        verify(log.evidence()),
        Step.SIGNATURES,
        "signed by 3 organizations [org-1, org-2, org-3], 4 are required");
  }

  @Test
  void release0WithAQuorumOnlyIsRefused() {
    Release first = federation.release(0, files(0));
    FixtureLog log = newLog().released(first, federation.roots().subList(0, 3));

    assertRefused(
        verify(log.evidence()),
        Step.SIGNATURES,
        "signed by 3 organizations [org-1, org-2, org-3], 4 are required");
  }

  @Test
  void aCompleteForgedFederationIsRefusedByThePin() {
    var forged = new ReleaseFixture("forged");
    Evidence evidence = forged.log(forged.release(SEQUENCE, files)).evidence();

    assertThat(forged.verifier().verify(forged.founding(), evidence, folder).passed()).isTrue();
    assertRefused(
        federation.verifier().verify(forged.founding(), evidence, folder),
        Step.ANCHOR,
        "the charter is sha256:%s, pinned is sha256:%s"
            .formatted(forged.founding().charterDigest(), federation.founding().charterDigest()));
  }

  @Test
  void aForgedReleaseUnderTheGenuineCharterIsRefused() {
    var forged = new ReleaseFixture("forged");

    assertFailsAt(Step.STATEMENT, verify(forged.log(forged.release(SEQUENCE, files)).evidence()));
    assertFailsAt(Step.KEYS, verify(forged.log(release).evidence()));
  }

  @Test
  void anotherPayloadTypeIsRefused() {
    Evidence evidence = genuine();
    Envelope envelope = evidence.release();
    var renamed = new Envelope("text/plain", envelope.payload(), envelope.signatures());

    assertFailsAt(Step.STATEMENT, verify(with(evidence, renamed, evidence.proofs())));
  }

  @Test
  void aStatementOfAnotherKindIsRefused() {
    Evidence evidence = genuine();
    Envelope other = evidence.aggregates().getFirst().envelope();

    assertRefused(
        verify(with(evidence, other, evidence.proofs())),
        Step.STATEMENT,
        "the signed statement is no release");
  }

  @Test
  void anotherPolicyThanAskedForIsRefused() {
    var asked = new ReleaseVerifier(federation.founding().charterDigest(), "tabletop/other");

    assertRefused(
        asked.verify(federation.founding(), genuine(), folder),
        Step.NAME,
        "the release is of tabletop/policy, asked for was tabletop/other");
  }

  @Test
  void oneSignatureTooFewIsRefused() {
    assertRefused(
        verify(signedBy(federation.releasers(1, 2))),
        Step.SIGNATURES,
        "signed by 2 organizations [org-1, org-2], 3 are required");
  }

  @Test
  void anOrganizationCountsOnceHoweverOftenItSigns() {
    assertRefused(
        verify(signedBy(federation.releasers(1, 2, 2))),
        Step.SIGNATURES,
        "signed by 2 organizations [org-1, org-2], 3 are required");
  }

  @Test
  void aRootKeyDoesNotSignReleasesOfRounds() {
    List<HybridKey> signers = new ArrayList<>(federation.releasers(1, 2));
    signers.add(federation.root(3));

    assertRefused(
        verify(signedBy(signers)),
        Step.SIGNATURES,
        "a signature does not count:" + " a ROOT key of org-3 may not sign this kind of statement");
  }

  @Test
  void aSignatureOverOtherBytesIsRefused() {
    Evidence evidence = genuine();
    Envelope envelope = evidence.release();
    List<Envelope.Signature> signatures = new ArrayList<>(envelope.signatures());
    signatures.set(
        2,
        new Envelope.Signature(
            signatures.get(2).keyId(),
            evidence.aggregates().get(2).envelope().signatures().getFirst().signature()));
    var swapped = new Envelope(envelope.payloadType(), envelope.payload(), signatures);

    assertFailsAt(Step.SIGNATURES, verify(with(evidence, swapped, evidence.proofs())));
  }

  @Test
  void aProofOfAnotherEntryIsRefused() {
    Evidence evidence = genuine();
    List<InclusionProof> proofs = new ArrayList<>(evidence.proofs());
    proofs.set(1, proofs.get(0));

    assertFailsAt(Step.LOG, verify(with(evidence, evidence.release(), proofs)));
  }

  @Test
  void aMissingProofIsRefused() {
    Evidence evidence = genuine();

    assertRefused(
        verify(with(evidence, evidence.release(), evidence.proofs().subList(0, 2))),
        Step.SIGNATURES,
        "2 proofs for 3 signers");
  }

  @Test
  void aCheckpointOfAnotherKeyIsRefused() {
    FixtureLog log =
        federation.foundedIn(
            new FixtureLog(
                new ReleaseFixture("forged").logKey(), List.of(), federation.cosigned()));

    assertFailsAt(
        Step.LOG,
        verify(
            log.aggregated(federation.aggregate(release), federation.aggregators(1, 2, 3))
                .released(release, federation.releasers(1, 2, 3))
                .evidence()));
  }

  @Test
  void aCheckpointOfAnotherLogIsRefused() {
    FixtureLog log =
        federation.foundedIn(
            new FixtureLog(
                new CosignerKey(
                    "registry-b.example/tabletop",
                    federation.logKey().ed25519(),
                    federation.logKey().mlDsa44()),
                List.of(),
                federation.cosigned()));

    assertFailsAt(
        Step.LOG, verify(log.released(release, federation.releasers(1, 2, 3)).evidence()));
  }

  @Test
  void oneAggregateTooFewIsRefused() {
    FixtureLog log =
        newLog()
            .aggregated(federation.aggregate(release), federation.aggregators(1, 2, 2))
            .released(release, federation.releasers(1, 2, 3));

    assertRefused(
        verify(log.evidence()),
        Step.AGGREGATES,
        "computed by 2 organizations [org-1, org-2], 3 are required");
  }

  @Test
  void anAggregateOfOtherWeightsIsRefused() {
    assertRefused(
        verify(aggregatedAs(output(digest("other weights")))),
        Step.AGGREGATES,
        "org-3 computed other weights: sha256:" + digest("other weights"));
  }

  @Test
  void anAggregateWithOtherInputsIsRefused() {
    Aggregate a = federation.aggregate(release);
    var other =
        new Aggregate(
            a.round(),
            a.cutoff(),
            digest("other inputs"),
            a.specId(),
            a.rejected(),
            a.outputDigest(),
            a.time(),
            a.outputProof());

    assertRefused(verify(aggregatedAs(other)), Step.AGGREGATES, "the aggregates are not equal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "config.json", "model.safetensors"})
  void aFlippedByteInAnyFileIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve(name), bytes);

    assertRefused(
        verify(genuine()),
        Step.DIGESTS,
        "%s is sha256:%s, the release says sha256:%s"
            .formatted(name, Sha256.of(bytes), release.file(name).orElseThrow().sha256()));
  }

  @Test
  void aFileOfAnotherSizeIsRefusedBeforeItIsRead() throws IOException {
    Files.write(folder.resolve("config.json"), new byte[12]);

    assertRefused(verify(genuine()), Step.DIGESTS, "config.json has 12 bytes, the release says 11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pickle.pkl", "extra.json", ".hidden"})
  void aFileTheReleaseDoesNotListIsRefused(String name) throws IOException {
    Files.writeString(folder.resolve(name), "{}");

    assertRefused(
        verify(genuine()), Step.LISTING, folder.resolve(name) + " is no part of the release");
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    Files.delete(folder.resolve("config.json"));

    assertRefused(verify(genuine()), Step.LISTING, "missing: config.json");
  }

  @Test
  void aSymbolicLinkIsRefused(@TempDir Path elsewhere) throws IOException {
    Path target = Files.move(folder.resolve("config.json"), elsewhere.resolve("config.json"));
    Path link = Files.createSymbolicLink(folder.resolve("config.json"), target);

    assertRefused(verify(genuine()), Step.LISTING, link + " is a symbolic link: fetch real files");
  }

  @Test
  void theCacheOfAHuggingFaceDownloadIsPassedOverAndReported() throws IOException {
    Files.createDirectories(folder.resolve(".cache/huggingface/download"));
    Files.createDirectories(folder.resolve(".commonweight"));

    Verification verification = verify(genuine());

    assertThat(verification.passed()).isTrue();
    assertThat(verification.checks())
        .filteredOn(check -> check.step() == Step.LISTING)
        .extracting(Check::detail)
        .containsExactly("3 files, no others; passed over .cache/huggingface");
  }

  @Test
  void anotherCacheIsRefused() throws IOException {
    Path other = Files.createDirectories(folder.resolve(".cache/other"));

    assertRefused(verify(genuine()), Step.LISTING, other + " is no part of the release");
  }

  @Test
  void aSignedPolyglotIsRefused() throws IOException {
    byte[] weights = weights(1, -2, 3);

    assertFailsAt(Step.STRUCTURE, verifySigned(Arrays.copyOf(weights, weights.length + 8)));
  }

  @Test
  void signedWeightsOfOtherTensorsAreRefused() throws IOException {
    assertRefused(
        verifySigned(weights(1, 2)),
        Step.STRUCTURE,
        "the tensors are not those the release states");
  }

  @Test
  void signedWeightsThatAreNotFiniteAreRefused() throws IOException {
    assertRefused(
        verifySigned(weights(1, Float.NaN, 3)),
        Step.FINITE,
        "tensor layer.weight element 1 is not a finite number");
  }

  @Test
  void aSignedCardThatContradictsTheWeightsIsRefused() throws IOException {
    files.put(Release.CARD, ReleaseFixture.card(SEQUENCE, digest("other weights")));

    Verification verification = verifySigned(weights(1, -2, 3), files);

    assertThat(verification.failure().orElseThrow().step()).isEqualTo(Step.CARD);
    assertThat(verification.failure().orElseThrow().detail())
        .startsWith("card field commonweight.weights_sha256: the card says");
  }

  private Verification verifySigned(byte[] weights) throws IOException {
    return verifySigned(weights, files(SEQUENCE, weights));
  }

  private Verification verifySigned(byte[] weights, SortedMap<String, byte[]> signed)
      throws IOException {
    signed.put(Release.WEIGHTS, weights);
    ReleaseFixture.write(folder, signed);
    return verify(federation.log(federation.release(SEQUENCE, signed)).evidence());
  }

  private Evidence genuine() {
    return federation.log(release).evidence();
  }

  private Evidence signedBy(List<HybridKey> signers) {
    return newLog()
        .aggregated(federation.aggregate(release), federation.aggregators(1, 2, 3))
        .released(release, signers)
        .evidence();
  }

  private Evidence aggregatedAs(Aggregate third) {
    return newLog()
        .aggregated(federation.aggregate(release), federation.aggregators(1, 2))
        .aggregated(third, federation.aggregators(3))
        .released(release, federation.releasers(1, 2, 3))
        .evidence();
  }

  private Aggregate output(Sha256 digest) {
    Aggregate a = federation.aggregate(release);
    return new Aggregate(
        a.round(),
        a.cutoff(),
        a.inputSetDigest(),
        a.specId(),
        a.rejected(),
        digest,
        a.time(),
        a.outputProof());
  }

  private FixtureLog newLog() {
    return federation.newLog();
  }

  private static Evidence with(Evidence e, Envelope release, List<InclusionProof> proofs) {
    return new Evidence(
        e.charters(),
        e.checkpoint(),
        release,
        proofs,
        e.delegations(),
        e.aggregates(),
        e.revocations(),
        e.tail(),
        e.consistency());
  }

  private Verification verify(Evidence evidence) {
    return federation.verifier().verify(federation.founding(), evidence, folder);
  }

  private static void assertRefused(Verification verification, Step step, String detail) {
    assertThat(verification.passed()).isFalse();
    assertThat(verification.failure()).contains(new Check(step, false, detail));
    assertFailsAt(step, verification);
  }

  /** The failure is the last check, so nothing behind it was looked at. */
  private static void assertFailsAt(Step step, Verification verification) {
    assertThat(verification.passed()).isFalse();
    Check last = verification.checks().getLast();
    assertThat(last.passed()).isFalse();
    assertThat(last.step()).isEqualTo(step);
  }
}
