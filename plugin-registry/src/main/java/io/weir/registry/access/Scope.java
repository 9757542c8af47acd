package io.weir.registry.access;

import io.weir.registry.Reference;
import io.weir.registry.http.Action;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a token is asked for, or gives: {@code repository:plugins/demo:pull,push} (distribution
 * project, "Token Scope Documentation").
 *
 * @param repository empty for the catalogue, {@code registry:catalog:*}
 */
record Scope(String repository, Set<Action> actions) {
  static final Scope CATALOG = new Scope("", Set.of(Action.PULL));

  private static final int MAX_SCOPES = 64;
  private static final Pattern TEXT =
      Pattern.compile("(repository|registry)(?:\\([a-z0-9]+\\))?:([^:]+):([a-z,*]*)");

  /**
   * Reads {@code scope} parameters, of which each may hold several with spaces between; those of
   * other kinds are left out, as the specification wants.
   *
   * @throws RegistryFault 400 when there are too many
   */
  static List<Scope> parse(List<String> parameters) {
    List<Scope> scopes = new ArrayList<>();
    for (String parameter : parameters) {
      for (String each : parameter.strip().split(" +")) {
        Matcher matcher = TEXT.matcher(each);
        if (matcher.matches()) {
          add(scopes, matcher);
        }
      }
    }
    return scopes;
  }

  private static void add(List<Scope> scopes, Matcher matcher) {
    if (scopes.size() >= MAX_SCOPES) {
      throw new RegistryFault(
          ErrorCode.DENIED, 400, "scope: too many (expected: at most " + MAX_SCOPES + ")");
    }
    String name = matcher.group(2);
    if (matcher.group(1).equals("registry")) {
      if (name.equals("catalog")) {
        scopes.add(CATALOG);
      }
    } else if (Reference.isRepository(name)) {
      scopes.add(new Scope(name, actions(matcher.group(3))));
    }
  }

  private static Set<Action> actions(String text) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    List<String> named = List.of(text.split(","));
    for (Action each : Action.values()) {
      if (named.contains("*") || named.contains(each.name().toLowerCase(Locale.ROOT))) {
        actions.add(each);
      }
    }
    return Set.copyOf(actions);
  }

  /** Whether it is among {@code scopes}. */
  static boolean grants(List<Scope> scopes, Action action, String repository) {
    return scopes.stream()
        .anyMatch(each -> each.repository.equals(repository) && each.actions.contains(action));
  }

  /** As a challenge or a token says it. */
  @Override
  public String toString() {
    if (repository.isEmpty()) {
      return "registry:catalog:*";
    }
    String named =
        String.join(
            ",", actions.stream().sorted().map(e -> e.name().toLowerCase(Locale.ROOT)).toList());
    return "repository:" + repository + ":" + named;
  }
}
