package io.commonweight.sdk.oms;

import static io.commonweight.sdk.oms.SignedPolicy.KEY;
import static io.commonweight.sdk.oms.SignedPolicy.bundle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.foreign.ForeignProgram;
import io.commonweight.sdk.foreign.Run;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs come to our verdict on our bundles, and on bundles of which a bit was flipped. */
class ForeignBundleTest {

  /**
   * Does what {@code model_signing verify key} does, after its documentation and the specification:
   * key, signature, root digest, and every file of the folder.
   */
  private static final String VERIFY =
      """
      import base64, hashlib, json, os, sys
      from cryptography.exceptions import InvalidSignature
      from cryptography.hazmat.primitives import hashes
      from cryptography.hazmat.primitives.asymmetric import ec
      from cryptography.hazmat.primitives.serialization import load_pem_public_key
      folder, bundle, pem = sys.argv[1], json.load(open(sys.argv[2])), open(sys.argv[3], "rb").read()
      envelope = bundle["dsseEnvelope"]
      kind, body = envelope["payloadType"].encode(), base64.b64decode(envelope["payload"])
      try:
          load_pem_public_key(pem).verify(
              base64.b64decode(envelope["signatures"][0]["sig"]),
              b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body),
              ec.ECDSA(hashes.SHA256()))
      except InvalidSignature:
          sys.exit("invalid signature")
      hint = bundle["verificationMaterial"]["publicKey"]["hint"]
      assert hint == hashlib.sha256(pem).hexdigest(), "invalid hint"
      statement = json.loads(body)
      listed = statement["predicate"]["resources"]
      root = hashlib.sha256(b"".join(bytes.fromhex(r["digest"]) for r in listed)).hexdigest()
      assert root == statement["subject"][0]["digest"]["sha256"], "invalid root digest"
      signed = {r["name"]: r["digest"] for r in listed}
      found = {n: hashlib.sha256(open(os.path.join(folder, n), "rb").read()).hexdigest()
               for n in os.listdir(folder)}
      sys.exit(None if signed == found else "invalid files")
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeKeyAndModel() throws IOException {
    Files.writeString(folder.resolve("org.pem"), OmsBundle.pem(KEY.verifyingKey()));
    Path model = Files.createDirectory(folder.resolve(SignedPolicy.MODEL));
    for (String name : SignedPolicy.NAMES) {
      Files.writeString(model.resolve(name), name);
    }
  }

  @Test
  void opensslAgreesOnTheSignature() throws IOException {
    ForeignProgram openssl = ForeignProgram.onPath("openssl");
    Files.write(folder.resolve("sig"), bundle().signature().toArray());

    Files.write(folder.resolve("pae"), signedBytes(bundle().payload()));
    assertThat(verify(openssl)).isEqualTo(new Run(0, "Verified OK\n"));

    Files.write(folder.resolve("pae"), signedBytes(flipped(bundle()).payload()));
    assertThat(verify(openssl).exitCode()).isOne();
  }

  @Test
  void sigstoreAgreesOnTheBundle() throws IOException {
    ForeignProgram sigstore =
        ForeignProgram.node("sigstore.mjs", "@sigstore/verify", "@sigstore/bundle");

    assertThat(judgement(sigstore, bundle().encode())).isEqualTo("valid\n");
    assertThat(judgement(sigstore, flipped(bundle()).encode()))
        .startsWith("invalid: SIGNATURE_ERROR");
  }

  /** Why there is one bundle per organization. */
  @Test
  void sigstoreRefusesTwoSignatures() throws IOException {
    ForeignProgram sigstore =
        ForeignProgram.node("sigstore.mjs", "@sigstore/verify", "@sigstore/bundle");
    String json = new String(bundle().encode(), UTF_8);
    String signature = json.replaceFirst(".*\"signatures\":\\[([^]]*)].*", "$1");
    String two = json.replace(signature, signature + "," + signature);

    assertThat(judgement(sigstore, Bytes.utf8(two).toArray())).startsWith("invalid: ");
  }

  @Test
  void pythonAgreesOnBundleAndFiles() throws IOException {
    ForeignProgram python = ForeignProgram.python(VERIFY, "cryptography");
    Path file = Files.write(folder.resolve("org.sig"), bundle().encode());
    List<String> verify = List.of(SignedPolicy.MODEL, "org.sig", "org.pem");
    String[] arguments = verify.toArray(String[]::new);

    assertThat(python.run(folder, arguments)).isEqualTo(new Run(0, ""));

    Files.write(file, flipped(bundle()).encode());
    assertThat(python.run(folder, arguments)).isEqualTo(new Run(1, "invalid signature\n"));

    Files.write(file, bundle().encode());
    Path readme = folder.resolve(SignedPolicy.MODEL).resolve("README.md");
    byte[] content = Files.readAllBytes(readme);
    content[0] ^= 1;
    Files.write(readme, content);
    assertThat(python.run(folder, arguments)).isEqualTo(new Run(1, "invalid files\n"));
  }

  private Run verify(ForeignProgram openssl) {
    return openssl.run(folder, "dgst", "-sha256", "-verify", "org.pem", "-signature", "sig", "pae");
  }

  private String judgement(ForeignProgram sigstore, byte[] bundle) throws IOException {
    Files.write(folder.resolve("org.sig"), bundle);
    return sigstore.output(folder, "org.sig", "org.pem");
  }

  private static OmsBundle flipped(OmsBundle bundle) {
    byte[] payload = bundle.payload().toArray();
    payload[payload.length / 2] ^= 1;
    return new OmsBundle(bundle.hint(), Bytes.of(payload), bundle.signature());
  }

  private static byte[] signedBytes(Bytes payload) {
    return Envelope.preAuthenticationEncoding("application/vnd.in-toto+json", payload.toArray());
  }
}
