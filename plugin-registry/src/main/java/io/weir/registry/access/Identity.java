package io.weir.registry.access;

import io.weir.registry.AccessToken;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody has proved to be.
 *
 * @param name null for anybody
 * @param groups the groups that rules may name
 * @param robot the access token they came with; null for everybody else
 */
record Identity(Kind kind, @Nullable String name, Set<String> groups, @Nullable RobotToken robot) {
  static final Identity ANONYMOUS = new Identity(Kind.ANONYMOUS, null, Set.of(), null);
  static final Identity OWNER = new Identity(Kind.OWNER, AccessToken.USER, Set.of(), null);

  /** How they were told. */
  enum Kind {
    ANONYMOUS,
    OWNER,
    /** A user of the htpasswd file. */
    USER,
    /** A user of an OpenID issuer. */
    OIDC,
    /** An access token made by {@code weir registry token create}. */
    ROBOT
  }

  static Identity user(String name, Set<String> groups) {
    return new Identity(Kind.USER, name, groups, null);
  }

  static Identity oidc(String name, Set<String> groups) {
    return new Identity(Kind.OIDC, name, groups, null);
  }

  static Identity robot(RobotToken token) {
    return new Identity(Kind.ROBOT, "token:" + token.name(), Set.of(), token);
  }
}
