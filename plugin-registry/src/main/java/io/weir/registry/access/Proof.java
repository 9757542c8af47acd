package io.weir.registry.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What credentials prove.
 *
 * @param scopes what they are limited to, for a token of {@code /token}; null for no limit
 * @param mark of the credentials, by which a token made from them ends with them
 * @param until when they end by themselves; null when they do not
 */
record Proof(
    Identity identity, @Nullable List<Scope> scopes, String mark, @Nullable Instant until) {
  static final Proof NOTHING = new Proof(Identity.ANONYMOUS, null, "", null);

  Proof(Identity identity, String mark) {
    this(identity, null, mark, null);
  }
}
