package io.commonweight.trainer.command;

import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.site.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of the baselines: {@code local-NAME.safetensors} of each organization and {@code
 * central.safetensors}.
 *
 * @param folder where they are
 */
record BaselineFiles(Path folder) {

  void writeLocals(Map<String, Policy> locals) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Policy> local : locals.entrySet()) {
      PolicyFolder.writeWeights(file(local.getKey()), local.getValue());
    }
  }

  void writeCentral(Policy central) throws IOException {
    Files.createDirectories(folder);
    PolicyFolder.writeWeights(central(), central);
  }

  Map<String, Policy> locals(List<String> organizations, Path config) throws IOException {
    Map<String, Policy> locals = new LinkedHashMap<>();
    for (String organization : organizations) {
      locals.put(organization, PolicyFolder.read(file(organization), config));
    }
    return locals;
  }

  Policy central(Path config) throws IOException {
    return PolicyFolder.read(central(), config);
  }

  private Path file(String organization) {
    return folder.resolve("local-" + organization + ".safetensors");
  }

  private Path central() {
    return folder.resolve("central.safetensors");
  }
}
