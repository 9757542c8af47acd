package io.weir.proxywasm.tck.inprocess;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.ext.higress.RedisCallout;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.LogSink;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.proxywasm.host.WorkerServices;
import io.weir.proxywasm.tck.rule.Driver;
import io.weir.proxywasm.tck.rule.Exchange;
import io.weir.proxywasm.tck.rule.Message;
import io.weir.proxywasm.tck.rule.Outcome;
import io.weir.proxywasm.tck.rule.Outcome.Seen;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Subject;
import io.weir.proxywasm.tck.rule.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code core} on one engine, with everything around it scripted. Confined to one thread. */
public final class CoreSubject implements Subject {
  private static final int TICKS = 3;

  private final WasmEngine engine;

  /**
   * @param engine closed with this subject
   */
  public CoreSubject(WasmEngine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "core-" + engine.name();
  }

  @Override
  public Driver driver() {
    return Driver.IN_PROCESS;
  }

  @Override
  public Outcome run(Rule rule) {
    try (CompiledPlugin plugin = CompiledPlugin.compile(engine, PluginCode.of(rule.wasm()))) {
      ScriptedCallouts callouts = new ScriptedCallouts();
      ManualTimers timers = new ManualTimers();
      KeptLog log = new KeptLog();
      try (PluginVm vm = PluginVm.start(plugin, spec(rule), services(log), started -> {})) {
        vm.adopt(
            new WorkerServices(
                callouts, GrpcCallout.NONE, RedisCallout.NONE, timers, callouts::later));
        Outcome outcome = run(rule, new Walk(vm, callouts), timers, callouts);
        if (!rule.traits().contains(Trait.END)) {
          return outcome;
        }
        return new Outcome(outcome.seen(), end(vm, timers, log));
      }
    } catch (PluginException e) {
      if (rule.refused()) {
        return Outcome.refusal(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static Outcome run(Rule rule, Walk walk, ManualTimers timers, ScriptedCallouts callouts) {
    List<Seen> seen = new ArrayList<>();
    for (Exchange exchange : rule.exchanges()) {
      seen.add(walk(walk, exchange));
    }
    for (int i = 0; i < (rule.waitMillis() == 0 ? 0 : TICKS); i++) {
      timers.fire();
      callouts.deliver();
    }
    return new Outcome(seen, asks(rule) ? report(walk) : null);
  }

  private static boolean asks(Rule rule) {
    return rule.report() != null && !rule.traits().contains(Trait.END);
  }

  /** What the guest logs while its VM is shut down, and {@code closed} when that was all. */
  private static String end(PluginVm vm, ManualTimers timers, KeptLog log) {
    log.lines.clear();
    vm.shutDown(() -> log.lines.add("closed"));
    timers.fire();
    return String.join(" ", log.lines);
  }

  /** A guest that traps ends its stream with 503, as a host that fails closed has it. */
  private static Seen walk(Walk walk, Exchange exchange) {
    try {
      return walk.run(exchange);
    } catch (PluginException e) {
      return new Seen(null, new Message("503", List.of(), List.of(), List.of()));
    }
  }

  private static @Nullable String report(Walk walk) {
    Message request = new Message("GET " + Rule.REPORT_PATH, List.of(), List.of(), List.of());
    Message unused = new Message("404", List.of(), List.of(), List.of());
    Message answer = walk.run(Exchange.of(request, unused)).answer();
    return answer == null ? null : answer.body();
  }

  private static PluginSpec spec(Rule rule) {
    String name = rule.id().replaceAll("[^A-Za-z0-9]", "-");
    return new PluginSpec(
        name,
        "",
        name,
        rule.vmConfiguration().getBytes(UTF_8),
        rule.pluginConfiguration().getBytes(UTF_8),
        Map.of(),
        AbiLimits.DEFAULT);
  }

  private static VmServices services(LogSink log) {
    return VmServices.of(
            log, WallClock.system(), new SharedData(), new CountingMetrics(), path -> null)
        .withUpstreams(ScriptedCallouts::knows);
  }

  private static final class KeptLog implements LogSink {
    final List<String> lines = new ArrayList<>();

    @Override
    public LogLevel level() {
      return LogLevel.INFO;
    }

    @Override
    public void log(String plugin, LogLevel level, String message) {
      lines.add(message);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
