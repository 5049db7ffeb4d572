package io.commonweight.sdk.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of a log's formats as it comes from outside: bounded, and well-formed UTF-8. */
public final class StrictText {
  private StrictText() {}

  /**
   * Decodes bytes.
   *
   * @param step what is parsed, for the message
   * @param most how many bytes at most
   * @throws ProofException if there are more, or they are not UTF-8
   */
  public static String decode(String step, byte[] bytes, int most) throws ProofException {
    if (bytes.length > most) {
      throw new ProofException(step, "%d bytes, at most %d are read".formatted(bytes.length, most));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProofException(step, "not UTF-8");
    }
  }
}
