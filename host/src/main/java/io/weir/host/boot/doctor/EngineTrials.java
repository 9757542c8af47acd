package io.weir.host.boot.doctor;

import io.weir.host.plugin.Engines;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Opens each engine and has it run a module of a few bytes. */
final class EngineTrials {
  /** {@code (module (memory (export "memory") 1))}. */
  private static final byte[] MODULE =
      HexFormat.of().parseHex("0061736d01000000" + "0503010001" + "070a01066d656d6f72790200");

  private static final int PAGE = 65_536;

  private EngineTrials() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    try (Engines engines = new Engines(new EngineOptions(null))) {
      for (Engines.Status status : engines.statuses()) {
        findings.add(finding(engines, status));
      }
    }
    if (findings.stream().noneMatch(f -> f.level() == Finding.Level.OK)) {
      findings.add(Finding.fail("engines", "none", "build the program again: ./weir build"));
    }
    return findings;
  }

  private static Finding finding(Engines engines, Engines.Status status) {
    String what = "engine " + status.name();
    if (!status.available()) {
      return missing(what, String.valueOf(status.reason()));
    }
    WasmEngine engine = engines.named(status.name());
    if (engine == null) {
      throw new IllegalStateException(status.name() + " is there and is not");
    }
    try (CompiledModule module =
            engine.compile(
                PluginCode.of(MODULE),
                imported -> {
                  throw new IllegalStateException("the module imports nothing");
                });
        WasmInstance instance = module.instantiate(what, new InstanceLimits(PAGE))) {
      return instance.memory().size() == PAGE
          ? Finding.ok(what, "runs")
          : Finding.fail(what, "runs wrongly", "build the program again: ./weir build");
    } catch (RuntimeException e) {
      return Finding.fail(what, "does not run: " + e, "build the program again: ./weir build");
    }
  }

  /** The reason ends with what to do about it, behind a semicolon. */
  private static Finding missing(String what, String reason) {
    int remedy = reason.lastIndexOf("; ");
    return Finding.warn(
        what,
        "is not there: " + (remedy < 0 ? reason : reason.substring(0, remedy)),
        remedy < 0 ? "see docs/engines.md" : reason.substring(remedy + 2));
  }
}
