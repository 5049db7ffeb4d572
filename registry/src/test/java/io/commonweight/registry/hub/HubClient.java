package io.commonweight.registry.hub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.registry.problem.HubErrors;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Revision;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the registry under test as clients of the hub do. */
final class HubClient {
  /** The card of the repos that are asked about. */
  static final String CARD =
      "---\nlicense: apache-2.0\nlibrary_name: commonweight\ntags: [robotics]\n---\n\n# Card\n";

  private HubClient() {}

  static RequestSpecification raw() {
    return given().urlEncodingEnabled(false);
  }

  static RepoFile weights(Revision revision) {
    return revision.file("model.safetensors").orElseThrow();
  }

  /** The three forms of a refusal that clients look for. */
  static ValidatableResponse refused(Response response, int status, @Nullable String code) {
    String message = response.header("X-Error-Message");
    assertThat(message).isNotBlank();
    assertThat(HubErrors.safe(response.jsonPath().getString("error"))).isEqualTo(message);
    return response
        .then()
        .statusCode(status)
        .contentType("application/json")
        .header("X-Error-Code", equalTo(code));
  }

  static String next(Response response) {
    // The expression of @huggingface/hub, which insists on an absolute address and a space.
    var link =
        Pattern.compile("<(https?:[/][/][^>]+)>;\\s+rel=\"([^\"]+)\"")
            .matcher(response.header("Link"));
    assertThat(link.matches()).isTrue();
    return link.group(1);
  }
}
