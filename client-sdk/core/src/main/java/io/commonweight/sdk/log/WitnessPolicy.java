package io.commonweight.sdk.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who must have witnessed a log's checkpoint before it is believed: so many of these organizations,
 * each with both of its lines. An organization has one witness and counts once.
 *
 * @param log the log's keys
 * @param operator the organization that runs the log; it cannot be its own witness
 * @param witnesses 1 to 49, so that with the log's own lines all of theirs fit into one note
 * @param required how many organizations must have cosigned; at least 1
 */
public record WitnessPolicy(
    CosignerVerifyingKey log, String operator, List<Witness> witnesses, int required) {

  /** The most witnesses: more lines than theirs and the log's do not fit into a note. */
  public static final int MAX_WITNESSES = SignedNote.MAX_SIGNATURES / 2 - 1;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * A witness of an organization.
   *
   * @param organization who answers for it; a DNS label
   * @param key its two keys, under a name of its own
   */
  public record Witness(String organization, CosignerVerifyingKey key) {
    /**
     * Checks the organization's name.
     *
     * @throws IllegalArgumentException if it is no DNS label
     */
    public Witness {
      if (!LABEL.matcher(organization).matches()) {
        throw new IllegalArgumentException("not an organization's name: '" + organization + "'");
      }
    }
  }

  /**
   * Checks that nobody counts twice, the log's operator not at all, and that some must.
   *
   * @throws IllegalArgumentException if {@code required} is not 1 to the number of witnesses, or an
   *     organization, a name or a key occurs twice
   */
  public WitnessPolicy {
    witnesses = List.copyOf(witnesses);
    if (witnesses.size() > MAX_WITNESSES) {
      throw new IllegalArgumentException(
          "%d witnesses, at most %d fit".formatted(witnesses.size(), MAX_WITNESSES));
    }
    if (required < 1 || required > witnesses.size()) {
      throw new IllegalArgumentException(
          "%d of %d witnesses cannot be required".formatted(required, witnesses.size()));
    }
    requireDistinct("organization", organizations(operator, witnesses).toList());
    requireDistinct("name", keys(log, witnesses).map(CosignerVerifyingKey::name).toList());
    requireDistinct("key", keys(log, witnesses).flatMap(k -> k.fingerprints().stream()).toList());
  }

  /**
   * Opens a checkpoint of the log and says who has cosigned it, few or many.
   *
   * @throws ProofException if the note is not the log's checkpoint, or a line of a witness is wrong
   */
  public WitnessedCheckpoint open(SignedNote note) throws ProofException {
    List<NoteKey> known = new ArrayList<>(log.logKeys());
    witnesses.forEach(w -> known.addAll(w.key().witnessKeys()));
    List<VerifiedSignature> verified = note.verify(known);
    List<WitnessedCheckpoint.Cosigner> cosigners = new ArrayList<>();
    for (Witness witness : witnesses) {
      witness
          .key()
          .cosigned(verified)
          .map(time -> new WitnessedCheckpoint.Cosigner(witness.organization(), time))
          .ifPresent(cosigners::add);
    }
    Checkpoint checkpoint = Checkpoint.of(note, log, verified);
    Instant signed = log.signed(verified).orElseThrow();
    return new WitnessedCheckpoint(checkpoint, signed, cosigners);
  }

  /**
   * Opens a checkpoint of the log that enough organizations have cosigned.
   *
   * @throws ProofException if {@link #open} refuses it, or too few have
   */
  public WitnessedCheckpoint verify(SignedNote note) throws ProofException {
    WitnessedCheckpoint witnessed = open(note);
    if (witnessed.cosigners().size() < required) {
      throw new ProofException(
          "witness policy",
          "cosigned by %s, %d of %d organizations are required"
              .formatted(witnessed.organizations(), required, witnesses.size()));
    }
    return witnessed;
  }

  private static Stream<String> organizations(String operator, List<Witness> witnesses) {
    return Stream.concat(Stream.of(operator), witnesses.stream().map(Witness::organization));
  }

  private static Stream<CosignerVerifyingKey> keys(
      CosignerVerifyingKey log, List<Witness> witnesses) {
    return Stream.concat(Stream.of(log), witnesses.stream().map(Witness::key));
  }

  private static void requireDistinct(String what, List<?> all) {
    Set<Object> seen = new HashSet<>();
    for (Object one : all) {
      if (!seen.add(one)) {
        throw new IllegalArgumentException("%s %s occurs twice".formatted(what, one));
      }
    }
  }
}
