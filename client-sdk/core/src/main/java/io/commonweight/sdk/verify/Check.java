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
    /** The charter is the pinned one. */
    ANCHOR("trust anchor"),
    /** The signed bytes are a release under that charter. */
    STATEMENT("statement"),
    /** It is the policy that was asked for. */
    NAME("name"),
    /** The keys that signed were delegated by members. */
    KEYS("keys"),
    /** Enough organizations signed it. */
    SIGNATURES("signatures"),
    /** Each signature stands in the federation's log. */
    LOG("log"),
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
