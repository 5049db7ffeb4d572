package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.commonweight.registry.account.JsonBody;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import io.commonweight.registry.repo.FilePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The question how some files are to be uploaded.
 *
 * @param files the files, at most 1000
 * @param gitAttributes the {@code .gitattributes} of the commit that will follow, if it has one
 * @param gitIgnore the {@code .gitignore} of that commit
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PreuploadQuery(
    List<Candidate> files, Optional<String> gitAttributes, Optional<String> gitIgnore) {
  /** The most bytes of a question: 4 MiB. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_FILES = 1000;

  /**
   * A file that is to be uploaded.
   *
   * @param path its path
   * @param size its size, in bytes
   * @param sample its first bytes, in Base64
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Candidate(String path, long size, Optional<String> sample) {
    Candidate {
      if (size < 0) {
        throw new IllegalArgumentException("size " + size + " of " + path);
      }
    }

    /** Its first bytes. */
    byte[] firstBytes() {
      try {
        return Base64.getDecoder().decode(sample.orElse(""));
      } catch (IllegalArgumentException _) {
        throw new BadRequest("the sample of " + path + " is not Base64");
      }
    }
  }

  PreuploadQuery {
    files = List.copyOf(files);
  }

  /**
   * Reads a question.
   *
   * @throws BadRequest if it cannot be read, or a path is none
   * @throws TooMuch if it is too long, or asks about too many files
   */
  static PreuploadQuery read(InputStream body) throws IOException {
    PreuploadQuery query = JsonBody.read(body, MAX_BYTES, PreuploadQuery.class);
    if (query.files().size() > MAX_FILES) {
      throw new TooMuch("at most " + MAX_FILES + " files can be asked about at once");
    }
    for (Candidate file : query.files()) {
      path(file.path());
      file.firstBytes();
    }
    return query;
  }

  /** Reads a path. */
  static FilePath path(String text) {
    try {
      return new FilePath(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }
}
