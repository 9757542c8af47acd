package io.weir.registry.config;

import io.weir.registry.http.Action;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One of {@code access.rules}: lets some do something with some repositories. Rules only add.
 *
 * @param repositories which; needed
 * @param users by name; {@code *} is everybody who has logged in
 * @param groups by name
 * @param anonymous whether also those who have not logged in, which is for pulling only
 * @param actions what; needed
 */
public record AccessRule(
    List<RepositoryGlob> repositories,
    Set<String> users,
    Set<String> groups,
    Boolean anonymous,
    Set<Action> actions) {
  private static final Set<Action> PULL_ONLY = Set.of(Action.PULL);

  public AccessRule {
    repositories = Fields.needed("repositories", repositories);
    actions = Set.copyOf(Fields.needed("actions", actions));
    users = users == null ? Set.of() : Set.copyOf(users);
    groups = groups == null ? Set.of() : Set.copyOf(groups);
    anonymous = Objects.requireNonNullElse(anonymous, false);
    if (anonymous && !actions.equals(PULL_ONLY)) {
      throw new IllegalArgumentException(
          "actions: more than pull for anonymous (expected: pull; name users or groups for more)");
    }
    if (users.isEmpty() && groups.isEmpty() && !anonymous) {
      throw new IllegalArgumentException(
          "nobody is named (expected: users, groups, or anonymous: true)");
    }
  }

  /** Whether it lets a caller do it. */
  public boolean allows(Action action, String repository) {
    return actions.contains(action) && RepositoryGlob.any(repositories, repository);
  }
}
