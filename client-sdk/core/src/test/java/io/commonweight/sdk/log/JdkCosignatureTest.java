package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The JDK's own ML-DSA verifies the timestamped line that a witness adds to a checkpoint. */
class JdkCosignatureTest {

  private static final String ORIGIN = "log.example/federation";
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(ORIGIN, 300, Bytes.utf8("root").sha256());
  private static final CosignerKey WITNESS = Cosigners.witnessKey("beta");

  @Test
  void itIsASignatureOverTimeNameAndTree() throws Exception {
    String line = CHECKPOINT.cosign(WITNESS, Cosigners.NOON).get(1).line();
    byte[] signature = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
    byte[] timed = Arrays.copyOfRange(signature, 4, signature.length);

    assertThat(Arrays.copyOf(timed, 8)).isEqualTo(cosignedTime());
    byte[] untimed = Arrays.copyOfRange(timed, 8, timed.length);
    assertThat(verifies(message(300), untimed)).isTrue();
    assertThat(verifies(message(301), untimed)).isFalse();
  }

  private static byte[] cosignedTime() throws IOException {
    var out = new ByteArrayOutputStream();
    new DataOutputStream(out).writeLong(Cosigners.NOON.getEpochSecond());
    return out.toByteArray();
  }

  /** The {@code cosigned_message} of C2SP tlog-cosignature, once more. */
  private static byte[] message(long size) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeBytes("subtree/v1\n\0");
    out.writeByte(WITNESS.name().length());
    out.writeBytes(WITNESS.name());
    out.writeLong(Cosigners.NOON.getEpochSecond());
    out.writeByte(ORIGIN.length());
    out.writeBytes(ORIGIN);
    out.writeLong(0);
    out.writeLong(size);
    out.write(CHECKPOINT.root().bytes());
    return bytes.toByteArray();
  }

  private static boolean verifies(byte[] message, byte[] signature)
      throws GeneralSecurityException {
    var key = new X509EncodedKeySpec(WITNESS.verifyingKey().mlDsa44().spki());
    var verifier = Signature.getInstance("ML-DSA-44");
    verifier.initVerify(KeyFactory.getInstance("ML-DSA-44").generatePublic(key));
    verifier.update(message);
    return verifier.verify(signature);
  }
}
