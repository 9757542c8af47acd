package io.weir.proxywasm.tck.http;

import io.weir.proxywasm.tck.rule.Driver;
import io.weir.proxywasm.tck.rule.Exchange;
import io.weir.proxywasm.tck.rule.Message;
import io.weir.proxywasm.tck.rule.Outcome;
import io.weir.proxywasm.tck.rule.Outcome.Seen;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Subject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A running gateway with a listener for each rule. Not thread-safe. */
public final class HttpSubject implements Subject {
  private static final int TIMEOUT_MS = 10_000;

  private final HostUnderTest host;
  private final Path folder;
  private final Origin origin;
  private final List<HostUnderTest.Deployment> deployments;
  private final Map<String, Integer> ports = new HashMap<>();
  private HostUnderTest.Running running;

  private HttpSubject(
      HostUnderTest host, Origin origin, List<HostUnderTest.Deployment> deployments, Path folder)
      throws IOException, InterruptedException {
    this.host = host;
    this.folder = folder;
    this.origin = origin;
    this.deployments = deployments;
    deployments.forEach(d -> ports.put(d.name(), d.port()));
    this.running = host.start(deployments, origin.address(), folder);
  }

  /**
   * Starts the gateway with all those of {@code rules} that are tried so and not alone.
   *
   * @param folder an existing one, for modules and the gateway's files
   */
  public static HttpSubject start(HostUnderTest host, List<Rule> rules, Path folder)
      throws IOException, InterruptedException {
    List<HostUnderTest.Deployment> deployments = new ArrayList<>();
    List<Rule> mine = rules.stream().filter(rule -> isTogether(rule, host)).toList();
    List<Integer> ports = Ports.free(mine.size());
    for (int i = 0; i < mine.size(); i++) {
      deployments.add(deployment(mine.get(i), ports.get(i), folder));
    }
    Origin origin = new Origin();
    try {
      return new HttpSubject(host, origin, deployments, folder);
    } catch (IOException | InterruptedException | RuntimeException e) {
      origin.close();
      throw e;
    }
  }

  private static HostUnderTest.Deployment deployment(Rule rule, int port, Path folder)
      throws IOException {
    Path module = folder.resolve(listener(rule) + ".wasm");
    Files.write(module, rule.wasm());
    return new HostUnderTest.Deployment(
        listener(rule), module, port, rule.vmConfiguration(), rule.pluginConfiguration());
  }

  private static boolean isTogether(Rule rule, HostUnderTest host) {
    boolean together = host.isLenient() ? !rule.refused() : !rule.alone();
    return together && rule.drivers().contains(Driver.HTTP);
  }

  private static String listener(Rule rule) {
    return rule.id().replaceAll("[^A-Za-z0-9]", "-");
  }

  @Override
  public String name() {
    return host.name();
  }

  @Override
  public Driver driver() {
    return Driver.HTTP;
  }

  @Override
  public Outcome run(Rule rule) throws IOException, InterruptedException {
    return isTogether(rule, host) ? runTogether(rule) : runAlone(rule);
  }

  private Outcome runTogether(Rule rule) throws IOException, InterruptedException {
    Outcome outcome;
    try {
      outcome = run(rule, Objects.requireNonNull(ports.get(listener(rule))));
    } catch (IOException e) {
      restartIfEnded();
      throw e;
    }
    if (!outcome.mismatches(rule).isEmpty()) {
      restartIfEnded();
    }
    return outcome;
  }

  /** A gateway that a rule has ended is started again for the others. */
  private void restartIfEnded() throws IOException, InterruptedException {
    String ended = running.ended();
    if (ended != null) {
      running = host.start(deployments, origin.address(), folder);
      throw new IOException("the gateway ended: " + ended);
    }
  }

  private Outcome runAlone(Rule rule) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(listener(rule)));
    HostUnderTest.Deployment deployment = deployment(rule, Ports.free(1).getFirst(), own);
    HostUnderTest.Running started;
    try {
      started = host.start(List.of(deployment), origin.address(), own);
    } catch (IOException e) {
      return Outcome.refusal(String.valueOf(e.getMessage()));
    }
    try (started) {
      return run(rule, deployment.port());
    }
  }

  private Outcome run(Rule rule, int port) throws IOException, InterruptedException {
    List<Seen> seen = new ArrayList<>();
    for (Exchange exchange : rule.exchanges()) {
      origin.expect(exchange.origin());
      Message answer = exchange(port, exchange.request());
      seen.add(new Seen(origin.seen(), answer));
    }
    if (rule.report() == null) {
      return new Outcome(seen, null);
    }
    Thread.sleep(rule.waitMillis());
    Message report =
        exchange(port, new Message("GET " + Rule.REPORT_PATH, List.of(), List.of(), List.of()));
    return new Outcome(seen, report == null ? null : report.body());
  }

  /** The whole answer, or null when the gateway broke it off. */
  private static @Nullable Message exchange(int port, Message request)
      throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
      send(socket, request);
      return answer(socket);
    }
  }

  private static void send(Socket socket, Message request) throws InterruptedException {
    String start = request.start() + " HTTP/1.1\r\nhost: tck.example";
    try {
      Wire.write(socket.getOutputStream(), request, start);
    } catch (IOException e) {
      return; // answered before all was sent: the answer tells
    }
  }

  private static @Nullable Message answer(Socket socket) throws IOException {
    try {
      return Wire.read(new BufferedInputStream(socket.getInputStream()), true);
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer in " + TIMEOUT_MS + " ms", e);
    } catch (IOException e) {
      return null; // reset, or closed in the middle
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    running.close();
    origin.close();
  }
}
