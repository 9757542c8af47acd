package io.weir.registry.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.registry.config.RepositoryGlob;
import io.weir.registry.http.Action;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access token, without its secret.
 *
 * @param hash SHA-256 of the secret, in hex; the secret is 256 random bits, so that nothing slower
 *     is needed
 * @param created ISO 8601
 * @param expires ISO 8601; null for never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RobotToken(
    String name,
    String hash,
    List<RepositoryGlob> repositories,
    Set<Action> actions,
    String created,
    @Nullable String expires) {
  RobotToken {
    repositories = List.copyOf(repositories);
    actions = Set.copyOf(actions);
  }

  boolean allows(Action action, String repository) {
    return actions.contains(action) && RepositoryGlob.any(repositories, repository);
  }

  boolean expired(Instant now) {
    return expires != null && !now.isBefore(Instant.parse(expires));
  }
}
