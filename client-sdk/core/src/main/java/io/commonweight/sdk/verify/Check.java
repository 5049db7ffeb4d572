package io.commonweight.sdk.verify;

/**
 * One step of a verification.
 *
 * @param step what was looked at
 * @param passed whether it held
 * @param detail what was found, in words
 */
public record Check(Step step, boolean passed, String detail) {

  /** The steps, in their order. */
  public enum Step {
    /** The clock is not before what was seen earlier. */
    CLOCK("clock"),
    /** The evidence is well-formed and no larger than allowed. */
    EVIDENCE("evidence"),
    /**
     * An unbroken chain leads from the pinned charter to the one in force, which is not expired.
     */
    CHARTER("charter"),
    /** The charter in force is not older than one seen earlier. */
    VERSION("version"),
    /** The signed bytes are a release under one of these charters. */
    STATEMENT("statement"),
    /** No file is larger than allowed. */
    SIZES("sizes"),
    /** Enough organizations signed it, each with a key that was delegated. */
    SIGNATURES("signatures"),
    /** It is the policy that was asked for. */
    NAME("name"),
    /** It is not older than one seen earlier, and follows it. */
    SEQUENCE("sequence"),
    /** The log and enough witnesses signed one state of the log. */
    WITNESSES("witnesses"),
    /** They did so lately, and what has happened since the release is all there. */
    FRESHNESS("freshness"),
    /** Everything that counts stands in the log. */
    LOG("log"),
    /** The log has only grown since it was seen earlier. */
    CONSISTENCY("consistency"),
    /** No key that counts was revoked, and the release neither. */
    REVOCATIONS("revocations"),
    /** Enough organizations computed these weights. */
    AGGREGATES("aggregates"),
    /** The folder holds the release's files and no others. */
    LISTING("listing"),
    /** Every file has its size and digest. */
    DIGESTS("digests"),
    /** The weights are a strict safetensors file of the stated tensors. */
    STRUCTURE("structure"),
    /** Every weight is a finite number. */
    FINITE("finite"),
    /** The model card does not contradict the weights. */
    CARD("card");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    /** For people and for JSON. */
    public String label() {
      return label;
    }
  }
}
