package io.weir.proxywasm.tck.http;

import io.weir.proxywasm.tck.rule.Driver;
import io.weir.proxywasm.tck.rule.Exchange;
import io.weir.proxywasm.tck.rule.Message;
import io.weir.proxywasm.tck.rule.Outcome;
import io.weir.proxywasm.tck.rule.Outcome.Seen;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Subject;
import io.weir.proxywasm.tck.rule.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A running gateway with a listener for each rule. Not thread-safe. */
public final class HttpSubject implements Subject {
  private final HostUnderTest host;
  private final Path folder;
  private final Peers peers;
  private final List<HostUnderTest.Deployment> deployments;
  private final Map<String, Integer> ports = new HashMap<>();
  private HostUnderTest.Running running;

  private HttpSubject(
      HostUnderTest host, Peers peers, List<HostUnderTest.Deployment> deployments, Path folder)
      throws IOException, InterruptedException {
    this.host = host;
    this.folder = folder;
    this.peers = peers;
    this.deployments = deployments;
    deployments.forEach(d -> ports.put(d.name(), d.port()));
    this.running = host.start(deployments, peers.surroundings(), folder);
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
    Peers peers = new Peers();
    try {
      return new HttpSubject(host, peers, deployments, folder);
    } catch (IOException | InterruptedException | RuntimeException e) {
      peers.close();
      throw e;
    }
  }

  private static HostUnderTest.Deployment deployment(Rule rule, int port, Path folder)
      throws IOException {
    Path module = folder.resolve(listener(rule) + ".wasm");
    Files.write(module, rule.wasm());
    return new HostUnderTest.Deployment(
        listener(rule),
        module,
        port,
        rule.vmConfiguration(),
        rule.pluginConfigurations(),
        rule.traits().contains(Trait.TCP));
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
  public boolean tries(Rule rule) {
    boolean needsRedis = rule.traits().contains(Trait.REDIS);
    return Subject.super.tries(rule) && (!needsRedis || peers.hasRedis());
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
      running = host.start(deployments, peers.surroundings(), folder);
      throw new IOException("the gateway ended: " + ended);
    }
  }

  private Outcome runAlone(Rule rule) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(listener(rule)));
    HostUnderTest.Deployment deployment = deployment(rule, Ports.free(1).getFirst(), own);
    HostUnderTest.Running started;
    try {
      started = host.start(List.of(deployment), peers.surroundings(), own);
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
      peers.script.expect(exchange.origin(), rule.traits().contains(Trait.LIVE));
      Message answer = peers.exchange(port, exchange.request(), rule.traits());
      seen.add(new Seen(peers.script.seen(), answer));
    }
    if (rule.report() == null) {
      return new Outcome(seen, null);
    }
    Thread.sleep(rule.waitMillis());
    Message request = new Message("GET " + Rule.REPORT_PATH, List.of(), List.of(), List.of());
    Message report = peers.exchange(port, request, Set.of());
    return new Outcome(seen, report == null ? null : report.body());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    running.close();
    peers.close();
  }
}
