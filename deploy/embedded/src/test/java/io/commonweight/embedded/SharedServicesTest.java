package io.commonweight.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SharedServicesTest {

  @Test
  void copiesOfTheClassShareOneServer() throws Exception {
    Object s3 = SharedServices.s3();
    Object sameS3 =
        new Copy().loadClass(SharedServices.class.getName()).getMethod("s3").invoke(null);

    assertThat(sameS3).isNotInstanceOf(S3.class).hasToString(s3.toString());
    assertThat(System.getProperties().values()).allMatch(String.class::isInstance);
    assertThat(SharedServices.freshBucket()).isNotEqualTo(SharedServices.freshBucket());
  }

  /** Loads this package anew, as test frameworks do. */
  private static final class Copy extends ClassLoader {

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(SharedServices.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (java.io.IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
