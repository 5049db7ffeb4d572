package io.commonweight.registry.mirror;

import io.commonweight.registry.log.Door;
import io.commonweight.registry.log.LogWriter;
import io.commonweight.registry.origin.Origin;

/** Continues a mirrored log by asking its origin; what could never be logged is refused here. */
record OriginForwarder(Door door, Origin origin) implements LogWriter {

  @Override
  public String append(byte[] entry) {
    return door.append(entry, (statement, _) -> origin.append(statement.envelope()));
  }
}
