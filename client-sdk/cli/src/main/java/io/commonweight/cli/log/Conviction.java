package io.commonweight.cli.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerVerifyingKey;
import io.commonweight.sdk.log.Equivocation;
import io.commonweight.sdk.log.Inconsistency;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an evidence file says against a log, in words. */
sealed interface Conviction {

  /** The one note. */
  SignedNote first();

  /** The other note. */
  SignedNote second();

  /** The kind of evidence, for programs. */
  String kind();

  /** The size at which the log has two roots, and these. */
  Contradiction contradiction() throws ProofException;

  /**
   * Verifies it.
   *
   * @throws ProofException if it proves nothing against that log
   */
  void verify(CosignerVerifyingKey log) throws ProofException;

  /**
   * Two roots of one size.
   *
   * @param size how many entries
   * @param root that of the first note
   * @param other what the second note says, or proves
   */
  record Contradiction(long size, Sha256 root, Sha256 other) {}

  /** One size, two roots. */
  record Equal(Equivocation evidence) implements Conviction {
    @Override
    public SignedNote first() {
      return evidence.first();
    }

    @Override
    public SignedNote second() {
      return evidence.second();
    }

    @Override
    public String kind() {
      return "equivocation";
    }

    @Override
    public Contradiction contradiction() throws ProofException {
      Checkpoint one = Checkpoint.parse(first().text());
      return new Contradiction(one.size(), one.root(), Checkpoint.parse(second().text()).root());
    }

    @Override
    public void verify(CosignerVerifyingKey log) throws ProofException {
      evidence.verify(log);
    }
  }

  /** The later log begins otherwise. */
  record Unequal(Inconsistency evidence) implements Conviction {
    @Override
    public SignedNote first() {
      return evidence.earlier();
    }

    @Override
    public SignedNote second() {
      return evidence.later();
    }

    @Override
    public String kind() {
      return "inconsistency";
    }

    @Override
    public Contradiction contradiction() throws ProofException {
      Checkpoint one = Checkpoint.parse(first().text());
      return new Contradiction(one.size(), one.root(), evidence.root());
    }

    @Override
    public void verify(CosignerVerifyingKey log) throws ProofException {
      evidence.verify(log);
    }
  }

  /**
   * Reads an evidence file.
   *
   * @throws ProofException if the bytes are none
   */
  static Conviction of(byte[] bytes) throws ProofException {
    return new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1)
            .startsWith("commonweight.dev/inconsistency@")
        ? new Unequal(Inconsistency.parse(bytes))
        : new Equal(Equivocation.parse(bytes));
  }

  /** The log that signed both. */
  default String origin() throws ProofException {
    return Checkpoint.parse(first().text()).origin();
  }

  /** Those who have cosigned both notes, each with both of their keys. */
  default List<String> witnessesOfBoth(KnownKeys keys) throws ProofException {
    List<String> both = new ArrayList<>(keys.cosigners(first(), origin()));
    both.retainAll(keys.cosigners(second(), origin()));
    return both;
  }

  /** The verdict for programs. */
  default Map<String, Object> document(List<String> witnesses) throws ProofException {
    Contradiction found = contradiction();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("proven", true);
    document.put("kind", kind());
    document.put("origin", origin());
    document.put("size", found.size());
    document.put("roots", List.of(found.root().hex(), found.other().hex()));
    document.put("laterSize", Checkpoint.parse(second().text()).size());
    document.put("cosignedBoth", witnesses);
    return document;
  }

  /** The verdict in words. */
  default List<String> lines(List<String> witnesses) throws ProofException {
    Contradiction found = contradiction();
    long later = Checkpoint.parse(second().text()).size();
    List<String> lines = new ArrayList<>();
    lines.add("%s has shown two histories.".formatted(origin()));
    lines.add("  root of its first %d entries: %s".formatted(found.size(), found.root()));
    lines.add("  and also                    : %s".formatted(found.other()));
    lines.add(
        later == found.size()
            ? "It signed both notes with both of its keys; both cannot be true."
            : "It signed both notes with both of its keys, and its log of %d does not begin with that of %d."
                .formatted(later, found.size()));
    lines.add(
        witnesses.isEmpty()
            ? "No known witness has cosigned both."
            : "Cosigned both, which no honest witness does: " + String.join(", ", witnesses));
    lines.add("Whoever holds these keys lied or lost them. No honest log makes such a pair.");
    return lines;
  }
}
