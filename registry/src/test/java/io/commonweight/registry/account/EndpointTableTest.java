package io.commonweight.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.commonweight.registry.Anyone;
import io.commonweight.registry.account.EndpointTable.Row;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of endpoints is complete, and says nothing that contradicts the code. */
class EndpointTableTest {
  private static final Map<String, JavaMethod> ENDPOINTS = endpoints();

  @Test
  void everyEndpointIsInTheTable() {
    assertThat(EndpointTable.rows().stream().map(Row::endpoint).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(ENDPOINTS.keySet());
  }

  @Test
  void badTokensArePassedOverWhereNoneIsNeededAndRefusedElsewhere() {
    for (Row row : EndpointTable.rows()) {
      Integer anonymous = row.statuses().get("anonymous");
      assertThat(List.of(row.statuses().get("expired token"), row.statuses().get("revoked token")))
          .as(row.endpoint())
          .containsOnly(anonymous);
    }
  }

  @Test
  void nobodyElseIsAnsweredWithoutAToken() {
    Map<String, Integer> anonymous =
        EndpointTable.rows().stream()
            .collect(Collectors.toMap(Row::endpoint, row -> row.statuses().get("anonymous")));
    ENDPOINTS.forEach(
        (endpoint, method) -> {
          if (!method.isAnnotatedWith(Anyone.class)) {
            assertThat(anonymous).containsEntry(endpoint, 401);
          }
        });
  }

  private static Map<String, JavaMethod> endpoints() {
    Map<String, JavaMethod> endpoints = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.commonweight.registry")
            .stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
            .forEach(method -> endpoints.put(endpoint(method), method));
    return endpoints;
  }

  private static String endpoint(JavaMethod method) {
    String verb =
        method.getAnnotations().stream()
            .map(annotation -> annotation.getRawType())
            .filter(type -> type.isAnnotatedWith(HttpMethod.class))
            .map(type -> type.getSimpleName())
            .findFirst()
            .orElseThrow();
    String path =
        method.getOwner().getAnnotationOfType(Path.class).value()
            + "/"
            + (method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "");
    String plain =
        path.replaceAll("\\{([^:{}]+):(?:[^{}]|\\{[^{}]*\\})*\\}", "{$1}").replaceAll("/+", "/");
    return verb + " " + (plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain);
  }
}
