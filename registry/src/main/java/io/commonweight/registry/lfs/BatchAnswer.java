package io.commonweight.registry.lfs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do with some objects.
 *
 * @param transfer how they are sent
 * @param objects the objects, as they were asked about
 */
record BatchAnswer(String transfer, List<ObjectAnswer> objects) {

  /**
   * What to do with an object.
   *
   * @param oid its digest
   * @param size its size, in bytes
   * @param actions what to do, by name; absent if it is here already, or there is an error
   * @param error why nothing can be done
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ObjectAnswer(
      String oid, long size, Optional<Map<String, Action>> actions, Optional<ObjectError> error) {
    static ObjectAnswer of(BatchQuery.LfsObject object, Map<String, Action> actions) {
      return new ObjectAnswer(object.oid(), object.size(), Optional.of(actions), Optional.empty());
    }

    static ObjectAnswer here(BatchQuery.LfsObject object) {
      return new ObjectAnswer(object.oid(), object.size(), Optional.empty(), Optional.empty());
    }

    static ObjectAnswer refused(BatchQuery.LfsObject object, int code, String message) {
      return new ObjectAnswer(
          object.oid(),
          object.size(),
          Optional.empty(),
          Optional.of(new ObjectError(code, message)));
    }
  }

  /** Where to do something, and what clients find there besides. */
  record Action(String href, Map<String, String> header) {}

  /** Why nothing can be done with an object. */
  record ObjectError(int code, String message) {}
}
