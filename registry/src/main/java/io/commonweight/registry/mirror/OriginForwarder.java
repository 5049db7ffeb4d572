package io.commonweight.registry.mirror;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogWriter;
import io.commonweight.registry.log.Statements;
import io.commonweight.registry.origin.Origin;
import io.commonweight.sdk.charter.SignedStatement;

/** Continues a mirrored log by asking its origin; what could never be logged is refused here. */
record OriginForwarder(FederationLog log, Origin origin) implements LogWriter {

  @Override
  public String append(byte[] entry) {
    SignedStatement statement = Statements.verify(log.federation().founding(), entry);
    return origin.append(statement.envelope());
  }
}
