package io.commonweight.sdk.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** The JSON Schemas of the specification, as a validator that is not ours reads them. */
final class Schemas {
  static final Path FOLDER =
      Path.of(System.getProperty("commonweight.home", "../.."), "docs/protocol/schemas");

  private static final String PREFIX = "https://commonweight.dev/schemas/";

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaMappers(
                  mappers ->
                      mappers.mapPrefix(PREFIX, FOLDER.toAbsolutePath().normalize().toUri() + "")));

  /**
   * The {@code $} of ECMA-262, which schemas mean, is the end; that of Java is also before a last
   * line feed.
   */
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .regularExpressionFactory(
              regex -> Pattern.compile(regex.replaceAll("\\$$", "\\\\z")).asPredicate()::test)
          .build();

  private final JsonSchema schema;

  private Schemas(JsonSchema schema) {
    this.schema = schema;
  }

  /** The schema in {@code <name>-v1.json}. */
  static Schemas named(String name) {
    return new Schemas(FACTORY.getSchema(SchemaLocation.of(PREFIX + name + "-v1.json"), CONFIG));
  }

  /** What the schema has against a document; nothing if it is valid. */
  Set<ValidationMessage> complaints(JsonNode document) {
    return schema.validate(document);
  }
}
