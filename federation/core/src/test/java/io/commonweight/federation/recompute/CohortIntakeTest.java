package io.commonweight.federation.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.SecureFederation;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.SecureLog;
import io.commonweight.federation.round.SecureSite;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.weights.Dtype;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums of cohorts as files, from what real nodes have logged and uploaded. */
class CohortIntakeTest {
  private static final SecureFederation COHORTS = new SecureFederation(Privacy.COHORT, 2, 4);
  private static final SecureFederation ALL = new SecureFederation(Privacy.SEALED, 2, 4);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Privacy.class,
      names = {"COHORT", "SEALED"})
  void sumsAreThoseOfThePlainVectors(Privacy privacy) throws Exception {
    var log = small(privacy == Privacy.SEALED ? ALL : COHORTS);
    log.play();

    assertSums(log);
  }

  @ParameterizedTest
  @EnumSource(
      value = Privacy.class,
      names = {"COHORT", "SEALED"})
  void nodesThatLeaveAtAnyStepAreNotInTheFile(Privacy privacy) throws Exception {
    var log = small(privacy == Privacy.SEALED ? ALL : COHORTS);
    List<SecureSite> sites = log.sites();
    playWithout(log, sites.getFirst());

    for (CohortSum sum : assertSums(log)) {
      assertThat(sum.survivors().ids()).doesNotContain(sites.getFirst().id());
    }
  }

  @Test
  void vectorThatIsNotTheOneSignedForSpoilsItsCohort() throws Exception {
    var log = small(COHORTS);
    log.play();
    CohortSum cohort = log.inputs().sums().getFirst();
    Logged<MaskedInput> liar = cohort.inputs().get(1);
    Sha256 other = cohort.inputs().get(2).statement().vector();
    log.blobs().put(liar.statement().vector(), blob(log, other));

    assertThat(take(log, cohort)).isEqualTo(spoilt(cohort, liar, Reason.COMMITMENT));
    CohortSum honest = log.inputs().sums().getLast();
    assertThat(take(log, honest)).isEmpty();
  }

  @Test
  void vectorThatIsMissingOrOfAnotherLengthSpoilsItsCohort() throws Exception {
    var log = small(COHORTS);
    log.play();
    CohortSum cohort = log.inputs().sums().getFirst();
    Logged<MaskedInput> gone = cohort.inputs().get(1);
    byte[] vector = blob(log, gone.statement().vector());

    log.blobs().remove(gone.statement().vector());
    assertThat(take(log, cohort)).isEqualTo(spoilt(cohort, gone, Reason.MISSING_BLOB));

    log.blobs().put(gone.statement().vector(), Arrays.copyOf(vector, vector.length - 1));
    assertThat(take(log, cohort)).isEqualTo(spoilt(cohort, gone, Reason.SIZE));
  }

  @Test
  void everyBlobThatIsWrongIsNamedAndNotOnlyTheFirst() throws Exception {
    var log = small(COHORTS);
    log.play();
    CohortSum cohort = log.inputs().sums().getFirst();
    List<Logged<MaskedInput>> inputs = cohort.inputs();
    log.blobs().remove(inputs.get(0).statement().vector());
    byte[] forged = blob(log, inputs.get(1).statement().vector()).clone();
    Arrays.fill(
        forged, (byte) 0xff); // no element below 2^26 either: what was signed for comes first
    log.blobs().put(inputs.get(1).statement().vector(), forged);

    assertThat(take(log, cohort).stream().map(Rejection::reason))
        .containsExactly(Reason.MISSING_BLOB, Reason.COMMITMENT, Reason.COHORT, Reason.COHORT);
  }

  @Test
  void parcelsThatAreMissingOrChangedAreTheirDealers() throws Exception {
    var log = small(COHORTS);
    playWithout(log, lowest(log));
    CohortSum cohort = cohortOf(log, lowest(log).id());
    Logged<ShareDealing> dropout =
        cohort.dealt().stream()
            .filter(dealing -> dealing.signer().equals(lowest(log).id()))
            .findFirst()
            .orElseThrow();
    byte[] parcels = blob(log, dropout.statement().blob());

    byte[] changed = parcels.clone();
    changed[changed.length - 1] ^= 1;
    log.blobs().put(dropout.statement().blob(), changed);
    assertThat(take(log, cohort))
        .contains(new Rejection(dropout.index(), dropout.signer(), Reason.COMMITMENT))
        .filteredOn(rejection -> rejection.reason() == Reason.COHORT)
        .hasSize(3);

    log.blobs().remove(dropout.statement().blob());
    assertThat(take(log, cohort))
        .contains(new Rejection(dropout.index(), dropout.signer(), Reason.MISSING_BLOB));
    assertThat(
            take(
                log,
                log.inputs().sums().stream()
                    .filter(s -> !s.equals(cohort))
                    .findFirst()
                    .orElseThrow()))
        .isEmpty();
  }

  @Test
  void sumBeyondWhatItsUpdatesMayAddUpToIsOutOfRange() throws Exception {
    var log = small(COHORTS);
    SecureSite hostile = log.sites().getFirst();
    long[] huge = new long[20];
    huge[13] = 4L * ((1 << 23) - 1) + 1;
    hostile.masks(huge);
    log.sites().subList(1, 4).forEach(site -> site.masks(new long[20]));
    log.play();

    assertThat(take(log, cohortOf(log, hostile.id())).stream().map(Rejection::reason))
        .isEqualTo(Collections.nCopies(4, Reason.RANGE));
  }

  @Test
  void sumAtTheLimitOfTheNormCountsAndOneBeyondDoesNot() throws Exception {
    var log = small(COHORTS);
    List<SecureSite> sites = log.sites();
    sites.forEach(site -> site.masks(new long[20]));
    // Of four updates the norm may be 4^2 * 10^15: two values of 2^2 * sqrt(5 * 10^14) at most.
    long[] most = new long[20];
    most[0] = 120_000_000 / 4;
    most[1] = 40_000_000 / 4;
    for (SecureSite site : sites.subList(0, 4)) {
      site.masks(Arrays.stream(most).map(value -> value / 4).toArray());
    }
    log.play();
    CohortSum cohort = cohortOf(log, sites.getFirst().id());

    assertThat(take(log, cohort)).isEmpty();
    assertThat(values(log)).startsWith(30_000_000, 10_000_000);
  }

  @Test
  void sumBeyondTheNormDoesNotCount() throws Exception {
    var log = small(COHORTS);
    long[] large = new long[20];
    Arrays.fill(large, 8_000_000); // 20 * (4 * 8e6)^2 = 2.05e16 > 16e15
    log.sites().subList(0, 4).forEach(site -> site.masks(large));
    log.play();

    assertThat(
            take(log, cohortOf(log, log.sites().getFirst().id())).stream().map(Rejection::reason))
        .isEqualTo(Collections.nCopies(4, Reason.NORM));
  }

  /** A round whose nodes have small vectors. */
  private static SecureLog small(SecureFederation federation) {
    var log = new SecureLog(federation, 5);
    log.sites()
        .forEach(
            site -> site.masks(Arrays.stream(site.vector()).map(value -> value / 100).toArray()));
    return log;
  }

  private static SecureSite lowest(SecureLog log) {
    return log.sites().subList(0, 4).stream()
        .min((one, other) -> one.id().compareTo(other.id()))
        .orElseThrow();
  }

  /** Plays the round; one node deals and then leaves, another does not reveal. */
  private static void playWithout(SecureLog log, SecureSite dropout) throws SecAggException {
    List<SecureSite> sites = log.sites();
    List<SecureSite> left = sites.stream().filter(site -> !site.equals(dropout)).toList();
    log.speak(sites);
    assertThat(log.end(0)).isTrue();
    log.speak(sites);
    assertThat(log.end(0)).isTrue();
    log.speak(left);
    assertThat(log.end(60)).isTrue();
    log.speak(left.subList(0, left.size() - 1));
    assertThat(log.end(60)).isTrue();
  }

  private List<CohortSum> assertSums(SecureLog log) throws Exception {
    List<CohortSum> sums = log.inputs().sums();
    assertThat(sums).isNotEmpty();
    for (CohortSum sum : sums) {
      assertThat(take(log, sum)).isEmpty();
      assertThat(values(log)).isEqualTo(log.plainSum(sum.survivors().ids()));
    }
    return sums;
  }

  private static CohortSum cohortOf(SecureLog log, Fingerprint node) {
    return log.inputs().sums().stream()
        .filter(sum -> sum.dealings().ids().contains(node))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] blob(SecureLog log, Sha256 digest) {
    return Optional.ofNullable(log.blobs().get(digest)).orElseThrow();
  }

  private static List<Rejection> spoilt(CohortSum cohort, Logged<MaskedInput> by, Reason reason) {
    return cohort.inputs().stream()
        .map(
            input ->
                new Rejection(
                    input.index(), input.signer(), input.equals(by) ? reason : Reason.COHORT))
        .toList();
  }

  private Path file() {
    return folder.resolve("sum");
  }

  private List<Rejection> take(SecureLog log, CohortSum cohort) throws Exception {
    return new CohortIntake(
            log.round().open(), tensors(log), new MemoryBlobs(Map.copyOf(log.blobs())))
        .take(cohort, file());
  }

  private static List<Release.Tensor> tensors(SecureLog log) {
    return log.state().latestRelease().orElseThrow().release().tensors();
  }

  /** The values of the file, whose header must be the one that it can have. */
  private long[] values(SecureLog log) throws IOException {
    var header = CanonicalHeader.of(tensors(log), Dtype.I32);
    try (InputStream in = Files.newInputStream(file())) {
      assertThat(header.isAtHeadOf(in)).isTrue();
    }
    byte[] bytes = Files.readAllBytes(file());
    int offset = (int) header.layout().dataOffset();
    long[] values = new long[(bytes.length - offset) / Integer.BYTES];
    var data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(offset);
    for (int i = 0; i < values.length; i++) {
      values[i] = data.getInt();
    }
    return values;
  }
}
