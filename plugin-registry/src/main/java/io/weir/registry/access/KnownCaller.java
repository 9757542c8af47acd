package io.weir.registry.access;

import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, and what they may do.
 *
 * @param scopes what their token is limited to; null for no limit
 */
record KnownCaller(
    RegistryRequest request, Identity identity, @Nullable List<Scope> scopes, Rules rules)
    implements Caller {
  @Override
  public @Nullable String name() {
    return identity.name();
  }

  /** Not with a token that is limited to something. */
  @Override
  public boolean isOwner() {
    return identity.kind() == Identity.Kind.OWNER && scopes == null;
  }

  /** A token gives no less than what anybody may. */
  @Override
  public boolean may(Action action, String repository) {
    boolean inScope = scopes == null || Scope.grants(scopes, action, repository);
    return inScope
        ? rules.allows(identity, action, repository)
        : rules.anonymous(action, repository);
  }

  /** Says the same of repositories that exist and of those that do not. */
  @Override
  public void require(Action action, String repository) {
    if (may(action, repository)) {
      return;
    }
    if (identity.kind() == Identity.Kind.ANONYMOUS) {
      throw Challenges.ask(
          request, action, repository, "log in to " + verb(action) + " " + repository);
    }
    if (scopes != null && rules.allows(identity, action, repository)) {
      throw Challenges.ask(
          request, action, repository, "the token does not cover " + repository + "; ask for one");
    }
    throw new RegistryFault(
        ErrorCode.DENIED, identity.name() + " may not " + verb(action) + " " + repository);
  }

  private static String verb(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
