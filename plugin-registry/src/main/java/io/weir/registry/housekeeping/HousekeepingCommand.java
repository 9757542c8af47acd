package io.weir.registry.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.AccessToken;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir registry gc}, {@code retention} and {@code scrub}: asks the registry that runs. */
public abstract sealed class HousekeepingCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILURE = 1;
  private static final long POLL_MILLIS = 200;

  private final String task;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "http://${env:WEIR_REGISTRY_LISTEN:-127.0.0.1:5000}",
      description = "The registry that runs (default: http://127.0.0.1:5000).")
  private URI registry = URI.create("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:WEIR_DATA:-${sys:user.home}/.weir}",
      description = "The data folder, for the owner's token (default: ~/.weir; env WEIR_DATA).")
  private Path data = Path.of("");

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  private HousekeepingCommand(String task) {
    this.task = task;
  }

  /** {@code gc}. */
  @Command(
      name = "gc",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes blobs, referrers and content that nobody has needed for the time of grace.",
        "Asks the registry that runs."
      })
  public static final class Gc extends HousekeepingCommand {
    public Gc() {
      super("gc");
    }
  }

  /** {@code retention}. */
  @Command(
      name = "retention",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes the tags and manifests that the rules of retention let go.",
        "Asks the registry that runs."
      })
  public static final class Retain extends HousekeepingCommand {
    public Retain() {
      super("retention");
    }
  }

  /** {@code scrub}. */
  @Command(
      name = "scrub",
      mixinStandardHelpOptions = true,
      description = {
        "Reads all content back and moves aside what is damaged; exits with 1 when something is.",
        "Asks the registry that runs."
      })
  public static final class ScrubAll extends HousekeepingCommand {
    public ScrubAll() {
      super("scrub");
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode status = ask(client, "POST");
      while (status.path("running").asBoolean()) {
        Thread.sleep(POLL_MILLIS);
        status = ask(client, "GET");
      }
      return print(status.path("last"));
    } catch (IOException e) {
      err().println(task + ": " + e.getMessage());
      return FAILURE;
    }
  }

  private JsonNode ask(HttpClient client, String method) throws IOException, InterruptedException {
    URI uri = registry.resolve("/api/v1/housekeeping/" + task + "?dryRun=" + dryRun);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Basic " + credentials())
            .build();
    HttpResponse<byte[]> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IOException(
          registry + " does not answer: " + e + " (expected: a registry that runs; --registry URL)",
          e);
    }
    JsonNode body = Json.MAPPER.readTree(response.body());
    if (response.statusCode() >= 300) {
      throw new IOException(
          response.statusCode() + " " + body.at("/errors/0/message").asText(registry.toString()));
    }
    return body;
  }

  private String credentials() throws IOException {
    Path token = data.resolve("token");
    if (!Files.isReadable(token)) {
      throw new IOException(token + " cannot be read (expected: the data folder of the registry)");
    }
    String pair = AccessToken.USER + ":" + Files.readString(token).strip();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private int print(JsonNode last) {
    JsonNode failure = last.path("failure");
    if (!failure.isNull() && !failure.isMissingNode()) {
      err().println(failure.asText());
      return FAILURE;
    }
    JsonNode report = last.path("report");
    for (JsonNode each : report.path("items")) {
      out().println(HousekeepingText.line(each));
    }
    out().println(HousekeepingText.summary(report));
    out().flush();
    return report.path("damaged").asLong() + report.path("unreadable").asLong() == 0 ? OK : FAILURE;
  }

  private PrintWriter out() {
    return command().getOut();
  }

  private PrintWriter err() {
    return command().getErr();
  }

  private CommandLine command() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it before the call");
    }
    return spec.commandLine();
  }
}
