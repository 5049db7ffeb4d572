package io.commonweight.cards;

/** Says which field of a card cannot be read or contradicts the facts. */
public final class CardException extends Exception {

  private final String field;

  CardException(String field, String detail) {
    super("card field " + field + ": " + detail);
    this.field = field;
  }

  /** The field, as a path into the front matter, for example {@code commonweight.parameters}. */
  public String field() {
    return field;
  }
}
