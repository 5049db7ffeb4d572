package io.commonweight.registry.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.scrub.ScrubState.Damaged;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.Blobs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class ScrubStateTest {
  @Inject ScrubState state;
  @Inject Scrubs scrubs;
  @Inject BlobStore store;
  @Inject Blobs blobs;

  @Test
  void aPassClaimsEveryPartOnceAndFindsTheDamage() throws IOException {
    byte[] content = "scrubbed".getBytes(UTF_8);
    Sha256 blob = blobs.put(new ByteArrayInputStream(content), Optional.empty(), 100);
    byte[] other = "changed".getBytes(UTF_8);
    store.put(Blobs.key(blob), new ByteArrayInputStream(other), other.length);
    while (state.claim() != Scrubber.PARTS - 1) {
      // to the end of a pass that something began
    }
    long pass = state.progress().pass();

    for (int i = 0; i < Scrubber.PARTS; i++) {
      scrubs.scrubNext();
    }

    assertThat(state.progress().pass()).isEqualTo(pass + 1);
    assertThat(state.progress().part()).isZero();
    assertThat(state.progress().damaged()).extracting(Damaged::sha256).containsExactly(blob.hex());

    blobs.put(new ByteArrayInputStream(content), Optional.empty(), 100);
    Set<Integer> claimed = new HashSet<>();
    for (int i = 0; i < Scrubber.PARTS; i++) {
      claimed.add(state.progress().part());
      scrubs.scrubNext();
    }
    assertThat(claimed).hasSize(Scrubber.PARTS);
    assertThat(state.progress().damaged()).isEmpty();
  }
}
