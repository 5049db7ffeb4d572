package io.commonweight.sdk.blob;

import java.io.IOException;

/** Content that is not what it was declared to be; the message says how it differs. */
public final class BlobRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  BlobRefusedException(String message) {
    super(message);
  }
}
