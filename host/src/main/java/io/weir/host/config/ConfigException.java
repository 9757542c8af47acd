package io.weir.host.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration that was refused: every problem with its place and its remedy. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path where, as {@code routes[0].plugins[1].name}, or {@code plugins[key-auth].url} where
   *     only the object's name is known; empty for the whole document
   * @param line 1-based line in the source, 0 when unknown
   * @param message what is wrong, naming the thing and its value
   * @param remedy what to do about it
   */
  public record Problem(String path, int line, String message, String remedy) {
    @Override
    public String toString() {
      String place =
          line == 0 ? path : path.isEmpty() ? "line " + line : path + " (line " + line + ")";
      return (place.isEmpty() ? "" : place + ": ") + message + "; " + remedy;
    }
  }

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
    this.problems = List.copyOf(problems);
  }

  public ConfigException(Problem problem) {
    this(List.of(problem), null);
  }

  public List<Problem> problems() {
    return problems;
  }
}
