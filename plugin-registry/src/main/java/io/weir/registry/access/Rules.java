package io.weir.registry.access;

import io.weir.registry.config.AccessConfig;
import io.weir.registry.config.AccessRule;
import io.weir.registry.http.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code access} of the configuration lets whom do. Immutable. */
final class Rules {
  private final boolean anonymousPull;
  private final List<AccessRule> rules;
  private final Map<String, Set<String>> groups;

  Rules(AccessConfig config) {
    anonymousPull = config.anonymousPull();
    rules = config.rules();
    groups = config.groups();
  }

  /** Whether those who have not logged in may. */
  boolean anonymous(Action action, String repository) {
    if (action != Action.PULL) {
      return false;
    }
    return anonymousPull
        || rules.stream().anyMatch(rule -> rule.anonymous() && rule.allows(action, repository));
  }

  /** Whether there is anything that those who have not logged in may do. */
  boolean anonymousAtAll() {
    return anonymousPull || rules.stream().anyMatch(AccessRule::anonymous);
  }

  /** Whether those who have not logged in may pull everything. */
  boolean anonymousEverywhere() {
    return anonymousPull;
  }

  boolean allows(Identity who, Action action, String repository) {
    if (who.kind() == Identity.Kind.OWNER || anonymous(action, repository)) {
      return true;
    }
    RobotToken robot = who.robot();
    if (robot != null) {
      return robot.allows(action, repository);
    }
    return rules.stream().anyMatch(rule -> names(rule, who) && rule.allows(action, repository));
  }

  private static boolean names(AccessRule rule, Identity who) {
    String name = who.name();
    return name != null
        && (rule.users().contains(name)
            || rule.users().contains("*")
            || who.groups().stream().anyMatch(rule.groups()::contains));
  }

  /** The groups of a user of the htpasswd file. */
  Set<String> groupsOf(String user) {
    Set<String> found = new HashSet<>();
    groups.forEach(
        (group, members) -> {
          if (members.contains(user)) {
            found.add(group);
          }
        });
    return Set.copyOf(found);
  }

  /** Those of {@code told} that a rule names; others decide nothing. */
  Set<String> relevant(Set<String> told) {
    Set<String> found = new HashSet<>(told);
    found.removeIf(group -> rules.stream().noneMatch(rule -> rule.groups().contains(group)));
    return Set.copyOf(found);
  }
}
