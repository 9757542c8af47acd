package io.weir.bench.jmh;

import io.weir.bench.vm.Embedder;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.WasmEngine;
import java.nio.file.Path;

/** A started plugin and a stream: what is done once for each request, again and again. */
final class Cycle implements AutoCloseable {
  private final WasmEngine engine;
  private final CompiledPlugin plugin;
  private final PluginVm vm;
  private final Subject subject;
  private final BenchStream stream;

  private Cycle(Subject subject, Path root) {
    this.subject = subject;
    engine = subject.openEngine();
    plugin = CompiledPlugin.compile(engine, subject.code(engine, root));
    vm = PluginVm.start(plugin, Embedder.spec("cycle"), Embedder.services(), vm -> {});
    stream = new BenchStream();
  }

  static Cycle start(Subject subject, Path root) {
    return new Cycle(subject, root);
  }

  /**
   * Context create, request headers, response headers, log, done, delete.
   *
   * @return how many headers the plugin added
   */
  int run() {
    stream.reset();
    int before = stream.request.size() + stream.response.size();
    HttpContext context = vm.newHttpContext(stream);
    context.onRequestHeaders(stream.request.size(), true);
    context.onResponseHeaders(stream.response.size(), true);
    context.end();
    return stream.request.size() + stream.response.size() - before;
  }

  /**
   * @throws IllegalStateException when the plugin has not added its two headers
   */
  void verify() {
    run();
    String request = stream.request.getOrEmpty(BenchStream.REQUEST_HEADER);
    String response = stream.response.getOrEmpty(BenchStream.RESPONSE_HEADER);
    if (!request.equals(BenchStream.VALUE) || !response.equals(BenchStream.VALUE)) {
      throw new IllegalStateException(
          subject + ": added `" + request + "` and `" + response + "` (expected: `on`, twice)");
    }
  }

  @Override
  public void close() {
    vm.close();
    plugin.close();
    engine.close();
  }
}
