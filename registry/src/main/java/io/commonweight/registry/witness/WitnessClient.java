package io.commonweight.registry.witness;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.witness.BoundedHttp.Answer;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.ProofException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks one witness to cosign a log's checkpoints, and remembers what it has cosigned last.
 *
 * <p>Thread-safe; it asks one thing at a time.
 */
final class WitnessClient {
  private static final int MAX_LINES = 64 << 10;

  private final URI address;
  private final BoundedHttp http;
  private long cosigned;

  /** A witness at its submission prefix. */
  WitnessClient(URI submission, BoundedHttp http) {
    this.address = Gossips.withSlash(submission).resolve("add-checkpoint");
    this.http = http;
  }

  /**
   * The lines of the witness for a checkpoint; they are not verified.
   *
   * @throws IOException if it cannot be reached, or does not cosign; the message says why
   */
  synchronized List<NoteSignature> cosign(FederationLog log, LogView view)
      throws IOException, ProofException {
    Answer answer = ask(log, view);
    if (answer.status() == 409) {
      cosigned = size(answer);
      answer = cosigned > view.size() ? answer : ask(log, view);
    }
    if (answer.status() != 200) {
      throw new IOException(address + " answered " + answer.status() + ": " + answer.body());
    }
    cosigned = view.size();
    List<NoteSignature> lines = new ArrayList<>();
    for (String line : answer.body().lines().toList()) {
      lines.add(NoteSignature.parse(line));
    }
    return lines;
  }

  private Answer ask(FederationLog log, LogView view) throws IOException, ProofException {
    long old = Math.min(cosigned, view.size());
    var request =
        AddCheckpoint.of(old, log.treeAt(view, view.size()).consistency(old), view.note());
    return http.post(address, request.encode(), MAX_LINES);
  }

  private long size(Answer answer) throws IOException {
    String size = answer.body().strip();
    if (!size.matches("[0-9]{1,18}")) {
      throw new IOException(address + " answered 409 without a size");
    }
    return Long.parseLong(size);
  }
}
