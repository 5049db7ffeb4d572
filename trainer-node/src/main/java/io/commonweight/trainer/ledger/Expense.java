package io.commonweight.trainer.ledger;

import io.commonweight.federation.privacy.GaussianNoise;
import io.commonweight.sdk.Sha256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A noisy update that left the site, or may have. The numbers are integers, so that the account can
 * be made again by anybody and by other rules.
 *
 * @param federation to which it went
 * @param round the id of its round
 * @param update the digest of its file
 * @param data what was trained on
 * @param clip the most that the squared length was before the noise, in squared quanta, decimal
 * @param variance of the discrete Gaussian noise on each coordinate, in squared quanta, decimal
 */
public record Expense(
    String federation, Sha256 round, Sha256 update, String data, String clip, String variance) {
  private static final int MAX_TEXT = 4096;
  private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,38}");

  /** Checks lengths and numbers. */
  public Expense {
    requireText("federation", federation);
    requireText("data", data);
    requirePositive("clip", clip);
    requirePositive("variance", variance);
  }

  /**
   * What the update gave away. Neighbours are any two contents of the recordings: both vectors are
   * at most √clip long, so that they are at most 2√clip apart.
   */
  GaussianNoise mechanism() {
    BigDecimal distance = new BigDecimal(new BigInteger(clip).shiftLeft(2));
    // Each step rounds towards less noise.
    double squared =
        Math.nextDown(
            new BigDecimal(variance)
                .divide(distance, new MathContext(20, RoundingMode.FLOOR))
                .doubleValue());
    return new GaussianNoise(Math.nextDown(Math.sqrt(squared)));
  }

  private static void requireText(String name, String text) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          name + " is blank or has more than " + MAX_TEXT + " characters");
    }
  }

  private static void requirePositive(String name, String decimal) {
    if (!POSITIVE.matcher(decimal).matches()) {
      throw new IllegalArgumentException(name + " is not a positive integer of at most 39 digits");
    }
  }
}
