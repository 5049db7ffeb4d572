package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * What a member holds against another, for everybody to see. It changes nothing by itself.
 *
 * @param against the organization
 * @param about the digest of the statement, blob or checkpoint in question
 * @param kind what is wrong with it
 * @param text in words
 */
public record Complaint(String against, Sha256 about, Kind kind, String text) implements Predicate {

  /** What is complained of. */
  public enum Kind {
    /** A statement was not logged in time. */
    CENSORED,
    /** Something that was promised cannot be had. */
    UNAVAILABLE,
    /** What was signed is not what follows from the log. */
    WRONG,
    /** Two things were signed that contradict each other. */
    EQUIVOCATION
  }

  /** Checks the name and the text. */
  public Complaint {
    Limits.name("against", against);
    Limits.text("text", text);
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("about", about));
  }
}
