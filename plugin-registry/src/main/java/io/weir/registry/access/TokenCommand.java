package io.weir.registry.access;

import io.weir.registry.config.Durations;
import io.weir.registry.config.RepositoryGlob;
import io.weir.registry.http.Action;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir registry token}: access tokens for machines. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(create | list | revoke)",
    description = "Makes, lists and revokes access tokens, with or without the registry running.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir registry token create --name ci --repositories 'plugins/**' \\",
      "      --actions pull,push --expires 90d",
      "  weir registry token list",
      "  weir registry token revoke ci"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TokenCommand implements Runnable {
  private static final int SECRET_BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "token: what? (create, list or revoke)");
  }

  @Command(name = "create", description = "Makes a token and prints it, this once.")
  int create(
      @Option(names = "--name", required = true, paramLabel = "NAME") String name,
      @Option(
              names = "--repositories",
              required = true,
              split = ",",
              paramLabel = "GLOB",
              description = "Which: * within a part, ** over parts.")
          List<String> repositories,
      @Option(
              names = "--actions",
              required = true,
              split = ",",
              paramLabel = "ACTION",
              description = "pull, push, delete.")
          List<String> actions,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "After how long, such as 90d (default: never).")
          @Nullable String expires,
      @Option(
              names = "--data",
              defaultValue = "${env:WEIR_DATA:-${sys:user.home}/.weir}",
              paramLabel = "DIR",
              description = "The data folder (default: ~/.weir; env WEIR_DATA).")
          Path data)
      throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw wrong("--name: " + name + " (expected: letters, digits, ._-, at most 64)");
    }
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String secret =
        RobotTokens.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    RobotToken made =
        new RobotToken(
            name,
            RobotTokens.hash(secret),
            globs(repositories),
            actions(actions),
            now.toString(),
            expires == null ? null : now.plus(checked(expires)).toString());
    file(data).change(known -> with(known, made));
    out().println(secret);
    return 0;
  }

  @Command(name = "list", description = "Lists the tokens, without their secrets.")
  int list(
      @Option(
              names = "--data",
              defaultValue = "${env:WEIR_DATA:-${sys:user.home}/.weir}",
              paramLabel = "DIR",
              description = "The data folder (default: ~/.weir; env WEIR_DATA).")
          Path data)
      throws IOException {
    Instant now = Instant.now();
    for (RobotToken each : file(data).list()) {
      String globs =
          each.repositories().stream().map(String::valueOf).collect(Collectors.joining(","));
      String until = each.expires() == null ? "never" : each.expires();
      out()
          .printf(
              "%s\t%s\t%s\t%s%s%n",
              each.name(),
              globs,
              names(each.actions()),
              until,
              each.expired(now) ? " (expired)" : "");
    }
    return 0;
  }

  @Command(name = "revoke", description = "Ends a token, and what was made from it.")
  int revoke(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--data",
              defaultValue = "${env:WEIR_DATA:-${sys:user.home}/.weir}",
              paramLabel = "DIR",
              description = "The data folder (default: ~/.weir; env WEIR_DATA).")
          Path data)
      throws IOException {
    file(data).change(known -> without(known, name));
    out().println("revoked " + name);
    return 0;
  }

  private List<RobotToken> with(List<RobotToken> known, RobotToken made) {
    if (known.stream().anyMatch(each -> each.name().equals(made.name()))) {
      throw wrong("--name: " + made.name() + " is taken (revoke it first, or take another)");
    }
    return Stream.concat(known.stream(), Stream.of(made)).toList();
  }

  private List<RobotToken> without(List<RobotToken> known, String name) {
    List<RobotToken> left = new ArrayList<>(known);
    if (!left.removeIf(each -> each.name().equals(name))) {
      throw wrong(name + ": no such token (see weir registry token list)");
    }
    return left;
  }

  private static String names(Set<Action> actions) {
    return new TreeSet<>(actions)
        .stream()
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
  }

  private List<RepositoryGlob> globs(List<String> texts) {
    try {
      return texts.stream().map(RepositoryGlob::of).toList();
    } catch (IllegalArgumentException e) {
      throw wrong("--repositories: " + e.getMessage());
    }
  }

  private Set<Action> actions(List<String> texts) {
    try {
      return texts.stream()
          .map(each -> Action.valueOf(each.toUpperCase(Locale.ROOT)))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw wrong("--actions: " + texts + " (expected: some of pull, push, delete)");
    }
  }

  private java.time.Duration checked(String expires) {
    try {
      return Durations.parse(expires);
    } catch (IllegalArgumentException e) {
      throw wrong("--expires: " + e.getMessage());
    }
  }

  private static RobotTokenFile file(Path data) {
    return new RobotTokenFile(data.resolve("registry").resolve(AccessControl.FOLDER));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
