package io.commonweight.cli.simulate;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Statement;
import java.util.Optional;

/**
 * A statement that somebody is about to make.
 *
 * @param key what it is signed with
 * @param holder whose key that is
 * @param proposal if it is a charter: that charter with its keys
 */
record Unsigned(Predicate predicate, HybridKey key, Holder holder, Optional<Founding> proposal) {

  /** A statement that is no charter. */
  static Unsigned of(Predicate predicate, HybridKey key, Holder holder) {
    return new Unsigned(predicate, key, holder, Optional.empty());
  }

  SignedStatement sign() {
    Envelope envelope = Envelope.sign(new Statement(predicate), key);
    return new SignedStatement(envelope, predicate, key.fingerprint(), holder, proposal);
  }
}
