package io.commonweight.trainer.site;

/** The site cannot take part until somebody acts; the message says who has to do what. */
public final class SiteException extends Exception {
  SiteException(String message) {
    super(message);
  }

  SiteException(String message, Throwable cause) {
    super(message, cause);
  }
}
