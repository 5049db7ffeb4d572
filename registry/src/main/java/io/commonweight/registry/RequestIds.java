package io.commonweight.registry;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.MDC;

/** Gives every request an id, which its answer and the lines that it logs carry. */
@ApplicationScoped
class RequestIds {
  private static final String HEADER = "X-Request-Id";
  private static final String LOGGED_AS = "request";
  private static final int BEFORE_ALL_OTHERS = 1000;

  void register(@Observes Filters filters) {
    filters.register(RequestIds::identify, BEFORE_ALL_OTHERS);
  }

  private static void identify(RoutingContext request) {
    String id = UUID.randomUUID().toString();
    request.response().putHeader(HEADER, id);
    MDC.put(LOGGED_AS, id);
    request.next();
  }
}
