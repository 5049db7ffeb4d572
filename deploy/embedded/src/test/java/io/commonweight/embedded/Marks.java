package io.commonweight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One row, one record and one object, left in the services and found again. */
final class Marks {

  private static final String TOPIC = "marks";

  // The client's own would read all certificates of the system each time.
  private static final OkHttpClient HTTP = new OkHttpClient();

  private Marks() {}

  static void leave(EmbeddedServices services, String text) throws Exception {
    leaveRow(services.postgres(), text);
    leaveRecord(services.kafka(), text);
    leaveObject(services.s3(), text);
  }

  static List<String> find(EmbeddedServices services) throws Exception {
    return List.of(
        findRow(services.postgres()), findRecord(services.kafka()), findObject(services.s3()));
  }

  static void leaveRow(Postgres postgres, String text) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("marks"), postgres.user(), postgres.password());
        var insert = connection.prepareStatement("insert into mark values (?)")) {
      connection.createStatement().execute("create table mark (text text)");
      insert.setString(1, text);
      insert.execute();
    }
  }

  static String findRow(Postgres postgres) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("marks"), postgres.user(), postgres.password());
        var rows = connection.createStatement().executeQuery("select text from mark")) {
      rows.next();
      return rows.getString(1);
    }
  }

  static void leaveRecord(Kafka kafka, String text) throws Exception {
    var settings = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, text)).get();
    }
  }

  static String findRecord(Kafka kafka) {
    var settings = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    var partition = new TopicPartition(TOPIC, 0);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }

  static void leaveObject(S3 s3, String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    client(s3)
        .putObject(
            PutObjectArgs.builder().bucket(s3.bucket("marks")).object("a/mark").stream(
                    new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
  }

  static String findObject(S3 s3) throws Exception {
    try (var object =
        client(s3).getObject(GetObjectArgs.builder().bucket("marks").object("a/mark").build())) {
      return new String(object.readAllBytes(), UTF_8);
    }
  }

  private static MinioClient client(S3 s3) {
    return MinioClient.builder()
        .endpoint(s3.endpoint().toString())
        .httpClient(HTTP)
        .region("us-east-1")
        .credentials(s3.accessKey(), s3.secretKey())
        .build();
  }
}
