package io.commonweight.cli.log;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.EntryBundle;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stored log and its newest checkpoint, of which no signature is verified.
 *
 * @param files where it lies
 * @param note the checkpoint
 * @param checkpoint what the note says
 */
record StoredNote(LogFiles files, SignedNote note, Checkpoint checkpoint) {

  /**
   * Reads a log's checkpoint.
   *
   * @param place a folder or an address
   * @throws CommandException if there is none
   */
  static StoredNote open(String place) throws IOException, CommandException, ProofException {
    LogFiles files = files(place);
    byte[] bytes =
        files
            .file(LogFiles.CHECKPOINT)
            .orElseThrow(
                () ->
                    new CommandException(
                        "%s has no checkpoint: name the folder or address that holds the log's tile/"
                            .formatted(files)));
    SignedNote note = SignedNote.parse(bytes);
    return new StoredNote(files, note, Checkpoint.parse(note.text()));
  }

  private static LogFiles files(String place) throws CommandException {
    if (place.contains("://")) {
      return new ServedLog(URI.create(place));
    }
    if (!Files.isDirectory(Path.of(place))) {
      throw new CommandException(place + " is no folder");
    }
    return new LogFolder(Path.of(place));
  }

  /**
   * The first entry of a log that follows another: the checkpoint at which that was left.
   *
   * @throws ProofException if it is none
   */
  Checkpoint first() throws IOException, ProofException {
    int width = (int) Math.min(checkpoint.size(), TilePath.FULL);
    if (width == 0) {
      throw new ProofException("entry 0", "is missing");
    }
    var path = new TilePath.Entries(0, width);
    Optional<byte[]> bundle = files.read(path);
    if (bundle.isEmpty()) {
      bundle = files.read(path.full());
    }
    byte[] tile = bundle.orElseThrow(() -> new ProofException(path.path(), "is missing"));
    return Checkpoint.parse(SignedNote.parse(EntryBundle.decode(tile).getFirst()).text());
  }
}
