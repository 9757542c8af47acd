package io.weir.registry.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.config.AuditConfig;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes and refusals, and reads where wanted, as a line of JSON each. A request only puts its line
 * into a queue; what does not fit is counted, and the count is a line itself. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MAX_WAITING = 8192;
  private static final int MAX_TEXT = 512;
  private static final int CLOSE_MILLIS = 5_000;
  private static final byte[] END = new byte[0];

  private final boolean reads;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final @Nullable RotatingFile file;
  private final Thread writer =
      Thread.ofPlatform().daemon().name("registry-audit").unstarted(this::run);

  private AuditLog(@Nullable RotatingFile file, boolean reads) {
    this.file = file;
    this.reads = reads;
  }

  /**
   * @param folder the registry's own
   * @throws IOException when the file cannot be written
   */
  public static AuditLog open(AuditConfig config, Path folder) throws IOException {
    if (!config.enabled()) {
      return new AuditLog(null, false);
    }
    Path path = config.file() == null ? folder.resolve("audit.log") : config.file();
    AuditLog log =
        new AuditLog(
            new RotatingFile(path, config.maxSize().bytes(), config.keep()), config.reads());
    log.writer.start();
    return log;
  }

  /** Writes a request down that was answered, if it is of a kind that is. Never blocks. */
  public void record(RegistryRequest request, RegistryResponse response) {
    if (file != null && wanted(request, response.status())) {
      offer(line(request, response));
    }
  }

  /** The first 401 of {@code /v2/} is no refusal: it is how clients learn where to log in. */
  private boolean wanted(RegistryRequest request, int status) {
    boolean refused = status == 401 || status == 403 || status == 429;
    boolean asked =
        status == 401
            && request.header("authorization") == null
            && request.path().startsWith("/v2")
            && request.path().length() <= "/v2/".length();
    boolean login = request.path().equals("/token");
    return refused && !asked || reads || request.writes() && !login;
  }

  private void offer(byte[] line) {
    if (!waiting.offer(line) && dropped.getAndIncrement() == 0) {
      LOG.warn("audit: more than can be written; lines are left out and counted");
    }
  }

  private static byte[] line(RegistryRequest request, RegistryResponse response) {
    AuditTarget target = AuditTarget.of(request);
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.put("time", Instant.now().toString());
    line.put("user", request.caller().name());
    line.put("address", request.remote());
    line.put("action", target.action());
    line.put("method", request.method());
    line.put("repository", cut(target.repository()));
    line.put("reference", cut(target.reference()));
    line.put("digest", response.headers().get("Docker-Content-Digest"));
    line.put("status", response.status());
    line.put("bytes", request.writes() ? request.contentLength() : response.body().length());
    line.put("userAgent", cut(request.header("user-agent")));
    return bytes(line);
  }

  private static byte[] bytes(ObjectNode line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  private void run() {
    try {
      byte[] line = waiting.take();
      while (line != END) {
        write(line);
        tellDropped();
        line = waiting.take();
      }
      tellDropped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellDropped() {
    long count = dropped.getAndSet(0);
    if (count > 0) {
      ObjectNode line = Json.MAPPER.createObjectNode();
      line.put("time", Instant.now().toString()).put("action", "dropped").put("count", count);
      write(bytes(line));
    }
  }

  private void write(byte[] line) {
    try {
      if (file != null) {
        file.write(line);
      }
    } catch (IOException e) {
      dropped.getAndIncrement();
      LOG.error("audit: a line cannot be written: {}", e.toString());
    }
  }

  /** Writes what waits, for some seconds at most. */
  @Override
  public void close() {
    if (file == null) {
      return;
    }
    try {
      waiting.put(END);
      writer.join(CLOSE_MILLIS);
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("audit: the last lines may be missing: {}", e.toString());
    }
  }
}
