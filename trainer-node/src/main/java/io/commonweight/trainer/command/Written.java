package io.commonweight.trainer.command;

import java.util.List;

/**
 * What a command wrote.
 *
 * @param path where
 * @param names of the parts
 */
record Written(String path, List<String> names) {
  Written {
    names = List.copyOf(names);
  }

  @Override
  public String toString() {
    return names.isEmpty() ? path : path + ": " + String.join(", ", names);
  }
}
