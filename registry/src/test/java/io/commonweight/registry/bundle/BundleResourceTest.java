package io.commonweight.registry.bundle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class BundleResourceTest {
  private final TestFederation federation = new TestFederation("bundling");
  private final Release release = federation.release0();
  private final Sha256 digest = new Statement(release).digest();
  private RegistryClient registry;

  @BeforeEach
  void bringTheReleaseIntoForce() throws Exception {
    registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    federation.openRound(registry);
  }

  @Test
  void bundleOfAnOrganizationIsKeptForAnyone() throws Exception {
    OmsBundle bundle = OmsBundle.sign("policy", release.files(), federation.omsKey(1));

    registry.putBundle(federation.name(), digest, "org-1", bundle);
    registry.putBundle(federation.name(), digest, "org-1", bundle);

    assertThat(registry.bundle(federation.name(), digest, "org-1")).isEqualTo(bundle);
    assertThat(registry.bundles(federation.name(), digest)).contains("org-1");
    given().get(path("org-1")).then().statusCode(200).contentType(OmsBundle.MEDIA_TYPE);
  }

  @Test
  void firstBundleStays() throws Exception {
    OmsBundle first = OmsBundle.sign("policy", release.files(), federation.omsKey(2));
    registry.putBundle(federation.name(), digest, "org-2", first);

    OmsBundle second = OmsBundle.sign("another name", release.files(), federation.omsKey(2));
    registry.putBundle(federation.name(), digest, "org-2", second);

    assertThat(registry.bundle(federation.name(), digest, "org-2")).isEqualTo(first);
  }

  @Test
  void bundleOfAnotherOrganizationIsRefused() {
    OmsBundle bundle = OmsBundle.sign("policy", release.files(), federation.omsKey(4));

    assertThatThrownBy(() -> registry.putBundle(federation.name(), digest, "org-3", bundle))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("answered 403: no bundle of org-3");
    given().get(path("org-3")).then().statusCode(404);
  }

  @Test
  void bundleOfOtherFilesIsRefused() {
    List<Release.File> files = release.files().subList(0, 2);
    OmsBundle bundle = OmsBundle.sign("policy", files, federation.omsKey(3));

    assertThatThrownBy(() -> registry.putBundle(federation.name(), digest, "org-3", bundle))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("model.safetensors of the release is not signed");
  }

  @Test
  void whatIsNoBundleIsRefused() {
    given()
        .body("{}")
        .contentType(OmsBundle.MEDIA_TYPE)
        .put(path("org-3"))
        .then()
        .statusCode(400)
        .body("type", endsWith("/malformed"));
    given()
        .body(new byte[OmsBundle.MAX_BYTES + 1])
        .contentType(OmsBundle.MEDIA_TYPE)
        .put(path("org-3"))
        .then()
        .statusCode(413)
        .body("maxBytes", equalTo(OmsBundle.MAX_BYTES));
  }

  @Test
  void releasesAndOrganizationsThatAreNotThereHaveNoBundles() {
    String bundle =
        new String(
            OmsBundle.sign("policy", release.files(), federation.omsKey(1)).encode(),
            java.nio.charset.StandardCharsets.UTF_8);
    given()
        .body(bundle)
        .contentType(OmsBundle.MEDIA_TYPE)
        .put(path("nobody"))
        .then()
        .statusCode(404);
    String unknown = path("org-1").replace(digest.hex(), "0".repeat(64));
    given().body(bundle).contentType(OmsBundle.MEDIA_TYPE).put(unknown).then().statusCode(404);
    given().get(unknown).then().statusCode(404);
  }

  private String path(String organization) {
    return "/v1/federations/%s/releases/%s/bundles/%s"
        .formatted(federation.name(), digest, organization);
  }
}
