package io.commonweight.federation.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** For whom this aggregator works, and with what. */
@ConfigMapping(prefix = "commonweight.aggregator")
public interface AggregatorConfig {

  /** Address of a registry that has the federation's log: HTTPS, or plain HTTP to this machine. */
  URI registry();

  /** Folder that holds the federation's {@code charter.json} and {@code keys.json}. */
  Path founding();

  /** Name of the organization, as the charter has it. */
  String organization();

  /** File of the organization's aggregator key. */
  Path keyFile();

  /** File of the organization's release key. */
  Path releaseKeyFile();

  /**
   * File of the organization's P-256 key: with it releases are signed for other tools too; absent:
   * they are not.
   */
  Optional<Path> omsKeyFile();

  /**
   * File whose first line decrypts them; absent: the environment variable {@code
   * COMMONWEIGHT_PASSPHRASE}, unless they are not encrypted.
   */
  Optional<Path> passphraseFile();

  /**
   * Folder for this process alone: what it remembers, and its store unless {@link #s3} is given.
   */
  Path data();

  /** Store that several processes of the organization share; absent: a folder under data. */
  Optional<S3> s3();

  /**
   * Bootstrap servers of the Kafka cluster, as {@code host:port} with commas between; those that
   * are not of this machine are reached by TLS.
   */
  String kafka();

  /** Who the aggregator is there; absent: the cluster must not ask. */
  Optional<KafkaLogin> kafkaLogin();

  /**
   * PEM file of the certificates that vouch for the brokers; absent: those that Java trusts, if TLS
   * is needed at all.
   */
  Optional<Path> kafkaTruststore();

  /** Elements of a shard, of 4 bytes each; in S3 at least 1,310,720 (5 MiB). */
  @WithDefault("4194304")
  long shardElements();

  /** How many workers this process runs; other processes of the organization may run more. */
  @WithDefault("1")
  int workers();

  /** How long the registry holds a question that has no answer yet, at most 30 s. */
  @WithDefault("PT5S")
  Duration poll();

  /** After how long without a result shard tasks are posted again. */
  @WithDefault("PT20S")
  Duration taskTimeout();

  /** How long an update blob that is not there is waited for before it is said to be missing. */
  @WithDefault("PT20S")
  Duration missingAfter();

  /** A user of the Kafka cluster, known by SCRAM-SHA-512. */
  interface KafkaLogin {
    /** The user's name. */
    String username();

    /**
     * File whose first line is the password; absent: the environment variable {@code
     * COMMONWEIGHT_KAFKA_PASSWORD}.
     */
    Optional<Path> passwordFile();
  }

  /** An S3-compatible store. */
  interface S3 {
    /** Base address, such as {@code https://s3.example.org}. */
    URI endpoint();

    /** Bucket of the organization's own; it must exist. */
    String bucket();

    /**
     * Region that requests are signed for; absent: {@code us-east-1}. It has no default here,
     * because a default would make the group seem configured.
     */
    Optional<String> region();

    /** Access key. */
    String accessKey();

    /** Secret key. */
    String secretKey();
  }
}
