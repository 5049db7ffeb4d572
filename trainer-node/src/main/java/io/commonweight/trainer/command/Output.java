package io.commonweight.trainer.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Prints a command's result to standard output, for people or for programs. */
final class Output {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Output() {}

  static void print(boolean isJson, Record result) {
    try {
      System.out.println(isJson ? JSON.writeValueAsString(result) : result.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
