package io.weir.registry.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code access}: who may do what.
 *
 * @param anonymousPull whether anybody may pull from every repository; true when left out
 * @param htpasswd a file of users with bcrypt hashes; null for none
 * @param groups users of that file by group
 * @param rules what users, groups and anybody may do besides
 * @param oidc issuers whose tokens are taken
 */
public record AccessConfig(
    Boolean anonymousPull,
    @Nullable Path htpasswd,
    Map<String, Set<String>> groups,
    List<AccessRule> rules,
    List<OidcConfig> oidc) {
  public AccessConfig {
    anonymousPull = Objects.requireNonNullElse(anonymousPull, true);
    groups = groups == null ? Map.of() : Map.copyOf(groups);
    rules = rules == null ? List.of() : List.copyOf(rules);
    oidc = oidc == null ? List.of() : List.copyOf(oidc);
  }
}
