package io.commonweight.registry.scrub;

import io.commonweight.registry.scrub.Scrubber.Outcome;
import io.commonweight.sdk.Sha256;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far reading has come, for all replicas of a registry together. */
@ApplicationScoped
class ScrubState {
  private final ScrubRepository scrubs;
  private final DamagedBlobRepository damaged;
  private final Clock clock;

  ScrubState(ScrubRepository scrubs, DamagedBlobRepository damaged, Clock clock) {
    this.scrubs = scrubs;
    this.damaged = damaged;
    this.clock = clock;
  }

  /**
   * How far it has come.
   *
   * @param pass which pass goes on, from 1; 0 before the first
   * @param part the part that comes next, of {@link Scrubber#PARTS}
   * @param beganAt when the pass began
   * @param blobs how many blobs of it were read
   * @param bytes their bytes
   * @param finishedAt when the pass before ended
   * @param damaged the damaged blobs that are not whole again, the first found first
   */
  record Progress(
      long pass,
      int part,
      Instant beganAt,
      long blobs,
      long bytes,
      Optional<Instant> finishedAt,
      List<Damaged> damaged) {}

  /** A damaged blob, as it is told. */
  record Damaged(String sha256, String found, long bytes, Instant foundAt) {
    private static Damaged of(DamagedBlobEntity row) {
      return new Damaged(row.sha256, row.found, row.bytes, row.foundAt);
    }
  }

  @Transactional
  Progress progress() {
    ScrubEntity scrub = scrubs.findById(ScrubEntity.ID);
    return new Progress(
        scrub.pass,
        scrub.nextPart,
        scrub.beganAt,
        scrub.blobs,
        scrub.bytes,
        Optional.ofNullable(scrub.finishedAt),
        damaged.listAll(Sort.by("foundAt")).stream().map(Damaged::of).toList());
  }

  /**
   * Claims the next part; no other replica gets it in this pass. One whose reading is interrupted
   * is read in the next pass.
   */
  @Transactional
  int claim() {
    ScrubEntity scrub = scrubs.locked();
    int part = scrub.nextPart;
    scrub.nextPart = (part + 1) % Scrubber.PARTS;
    if (part == 0) {
      scrub.finishedAt = scrub.pass == 0 ? null : clock.instant();
      scrub.pass++;
      scrub.beganAt = clock.instant();
      scrub.blobs = 0;
      scrub.bytes = 0;
    }
    return part;
  }

  /** The damaged blobs of a part. */
  @Transactional
  List<Sha256> damaged(int part) {
    return damaged.ofPart(part).stream().map(row -> new Sha256(row.sha256)).toList();
  }

  /**
   * Remembers what a part had.
   *
   * @param whole those of its damaged blobs that were stored anew, and are right
   */
  @Transactional
  void record(Outcome outcome, List<Sha256> whole) {
    ScrubEntity scrub = scrubs.locked();
    scrub.blobs += outcome.blobs();
    scrub.bytes += outcome.bytes();
    whole.forEach(blob -> damaged.deleteById(blob.hex()));
    outcome.damaged().forEach(blob -> damaged.store(blob, clock.instant()));
  }
}
