package io.weir.registry.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code webhooks}: who is told of changes.
 *
 * @param name for the log and for the file of what is not sent yet
 * @param url where to, http or https
 * @param secret what bodies are signed with; null for no signature
 * @param headers to be sent besides
 * @param repositories of which; all when left out
 * @param actions of what; everything when left out
 * @param timeout of one try; 10s when left out
 * @param giveUpAfter how long is tried; 24h when left out
 */
public record WebhookConfig(
    String name,
    URI url,
    @Nullable Secret secret,
    Map<String, Secret> headers,
    List<RepositoryGlob> repositories,
    Set<Event> actions,
    Duration timeout,
    Duration giveUpAfter) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** What happened. */
  public enum Event {
    /** A manifest was stored. */
    PUSH,
    /** A manifest was deleted. */
    DELETE,
    /** A tag was set. */
    TAG,
    /** A tag was deleted. */
    UNTAG
  }

  public WebhookConfig {
    name = Fields.needed("name", name);
    url = Fields.needed("url", url);
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    repositories = repositories == null ? List.of(RepositoryGlob.of("**")) : repositories;
    actions = actions == null ? Set.of(Event.values()) : Set.copyOf(actions);
    timeout = Objects.requireNonNullElse(timeout, Duration.ofSeconds(10));
    giveUpAfter = Objects.requireNonNullElse(giveUpAfter, Duration.ofHours(24));
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: letters, digits, ._-, at most 64)");
    }
    if (!http || url.getHost() == null) {
      throw new IllegalArgumentException(
          "url: " + url + " (expected: http:// or https:// and so on)");
    }
  }

  /** Whether it wants to hear of it. */
  public boolean wants(Event event, String repository) {
    return actions.contains(event) && RepositoryGlob.any(repositories, repository);
  }
}
