package io.commonweight.trainer.data;

import java.io.IOException;

/** A dataset folder cannot be used: names the file, episode and frame at fault. */
public final class DatasetException extends IOException {
  DatasetException(String message) {
    super(message);
  }

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
