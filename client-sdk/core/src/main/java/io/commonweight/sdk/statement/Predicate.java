package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/** What an organization can say in a federation's log. */
public sealed interface Predicate
    permits Charter,
        Delegation,
        Revocation,
        RoundOpen,
        Update,
        RoundStep,
        RoundClose,
        SecureMessage,
        Aggregate,
        Evaluation,
        Release,
        Advisory,
        Complaint {

  /** What this claim is about, implied by its other members. */
  @JsonIgnore
  List<Subject> subjects();
}
