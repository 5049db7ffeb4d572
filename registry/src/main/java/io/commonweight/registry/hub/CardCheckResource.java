package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.commonweight.registry.Anyone;
import io.commonweight.registry.account.JsonBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/validate-yaml}: what is wrong with a card, before it is committed. */
@Path("/api/validate-yaml")
@RunOnVirtualThread
public class CardCheckResource {
  private static final int MAX_BYTES = 4 << 20;

  /** The card of a repo of some type; of a model if that is absent. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Card(String content, Optional<String> repoType) {}

  /** Checks a card. */
  @POST
  @Anyone
  public RestResponse<CardCheck> check(InputStream body) throws IOException {
    Card card = JsonBody.read(body, MAX_BYTES, Card.class);
    CardCheck found = CardCheck.of(card.content(), NewRepo.type(card.repoType()));
    return found.errors().isEmpty()
        ? RestResponse.ok(found)
        : RestResponse.status(RestResponse.Status.BAD_REQUEST, found);
  }
}
