package io.commonweight.sdk.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The upload of one object in parts, in any order and by any number of writers. A session lives in
 * the store until it is completed or aborted.
 */
public interface UploadSession {

  /** What {@link BlobStore#resume} finds the session by. */
  String id();

  /**
   * Stores a part durably. Writing the same part again replaces it.
   *
   * @param number 1 to 10,000
   * @param sizeBytes at most 256 MiB; in S3 at least 5 MiB, except in the last part
   * @return names the part on completion
   * @throws java.io.EOFException if the content ends early
   */
  UploadPart writePart(int number, InputStream content, long sizeBytes) throws IOException;

  /**
   * Makes the object from its parts and ends the session.
   *
   * @param parts by rising number, as they were last written
   * @throws IOException if a part is not there as it is named; the session goes on then
   */
  void complete(List<UploadPart> parts) throws IOException;

  /** Ends the session and drops its parts; one that has ended stays so. */
  void abort() throws IOException;
}
