package io.commonweight.sdk.oms;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes statements by hand, also ones that the code under test never would. */
final class StatementTexts {
  private StatementTexts() {}

  /** A statement that lists these files in this order, and with the root digest of that order. */
  static String inOrder(String statement, List<Release.File> files) {
    return withResources(
        statement,
        files.stream()
            .map(file -> resource(file.path(), file.sha256()))
            .collect(Collectors.joining(",")),
        files.stream().map(Release.File::sha256).toList());
  }

  /** A statement with one file more, of any name, written as in JSON. */
  static String withFile(String statement, String name) {
    Sha256 digest = Sha256.of(new byte[0]);
    return withResources(
        statement,
        listed(SignedPolicy.FILES) + "," + resource(name, digest),
        Stream.concat(SignedPolicy.FILES.stream().map(Release.File::sha256), Stream.of(digest))
            .toList());
  }

  static String resource(String name, Sha256 digest) {
    return "{\"algorithm\":\"sha256\",\"digest\":\"%s\",\"name\":\"%s\"}".formatted(digest, name);
  }

  private static String listed(List<Release.File> files) {
    return files.stream()
        .map(file -> resource(file.path(), file.sha256()))
        .collect(Collectors.joining(","));
  }

  private static String withResources(String statement, String resources, List<Sha256> digests) {
    MessageDigest root = Sha256.newDigest();
    digests.forEach(digest -> root.update(digest.bytes()));
    return statement
        .replaceFirst(
            "\"resources\":\\[[^]]*]", "\"resources\":[" + resources.replace("\\", "\\\\") + "]")
        .replaceFirst(
            "\"subject\":\\[\\{\"digest\":\\{\"sha256\":\"[0-9a-f]*\"",
            "\"subject\":[{\"digest\":{\"sha256\":\"" + Sha256.ofBytes(root.digest()) + "\"");
  }
}
