package io.commonweight.cards;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a card claims about its release in a form a machine can check: the field {@value #KEY} of
 * the front matter.
 *
 * @param repository {@code ORGANIZATION/NAME}
 * @param release sequence number
 * @param weightsSha256 digest of the weights file
 * @param parameters number of elements over all tensors
 * @param tensors number of tensors
 * @param tensorTableSha256 {@link WeightsFacts#tableSha256}
 */
public record CardClaims(
    String repository,
    long release,
    String weightsSha256,
    long parameters,
    long tensors,
    String tensorTableSha256) {

  static final String KEY = "commonweight";
  private static final long VERSION = 1;

  /** What a card made from these facts claims. */
  public static CardClaims of(ModelCard card) {
    WeightsFacts weights = card.weights();
    return new CardClaims(
        card.identity().repository(),
        card.identity().release(),
        weights.sha256(),
        weights.parameters(),
        weights.tensors().size(),
        weights.tableSha256());
  }

  /**
   * Reads the claims back.
   *
   * @param readme a whole README.md
   * @throws CardException if there is no such field, or it is of another version or incomplete
   */
  public static CardClaims read(byte[] readme) throws CardException {
    if (!(FrontMatter.parse(readme).get(KEY) instanceof Map<?, ?> fields)) {
      throw new CardException(KEY, "missing; this is not the card of a Commonweight release");
    }
    long version = number(fields, "card");
    if (version != VERSION) {
      throw new CardException(KEY + ".card", "version " + version + " is not known here");
    }
    return new CardClaims(
        text(fields, "repository"),
        number(fields, "release"),
        text(fields, "weights_sha256"),
        number(fields, "parameters"),
        number(fields, "tensors"),
        text(fields, "tensor_table_sha256"));
  }

  /**
   * Holds the claims against what was found in the weights file and the release statement.
   *
   * @throws CardException naming the first field that contradicts them
   */
  public void check(String repository, long release, WeightsFacts weights) throws CardException {
    same("repository", this.repository, repository);
    same("release", this.release, release);
    same("weights_sha256", weightsSha256, weights.sha256());
    same("parameters", parameters, weights.parameters());
    same("tensors", tensors, (long) weights.tensors().size());
    same("tensor_table_sha256", tensorTableSha256, weights.tableSha256());
  }

  Map<String, Object> toFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("card", VERSION);
    fields.put("repository", repository);
    fields.put("release", release);
    fields.put("weights_sha256", weightsSha256);
    fields.put("parameters", parameters);
    fields.put("tensors", tensors);
    fields.put("tensor_table_sha256", tensorTableSha256);
    return fields;
  }

  private static void same(String field, Object claimed, Object found) throws CardException {
    if (!claimed.equals(found)) {
      throw new CardException(
          KEY + "." + field, "the card says " + claimed + ", the release has " + found);
    }
  }

  private static String text(Map<?, ?> fields, String name) throws CardException {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new CardException(KEY + "." + name, "missing or not a string");
  }

  private static long number(Map<?, ?> fields, String name) throws CardException {
    if (fields.get(name) instanceof Long number) {
      return number;
    }
    throw new CardException(KEY + "." + name, "missing or not a whole number");
  }
}
