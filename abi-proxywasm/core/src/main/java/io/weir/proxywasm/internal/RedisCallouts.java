package io.weir.proxywasm.internal;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.ext.higress.RedisCallout;
import io.weir.proxywasm.host.BodyBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Redis services of one VM and the commands under way; each token gets one answer, in the root
 * context.
 */
final class RedisCallouts {
  private static final int MAX_SERVICES = 64;
  private static final int ANSWERED = 0;
  private static final int NETWORK_ERROR = 1;

  private final GuestVm vm;
  private final CallsInFlight inFlight;
  private final RootCallbacks root;
  // By the name as the guest gives it, options and all: it may use two databases of one service.
  private final Map<String, RedisService> byName = new HashMap<>();
  private final List<RedisService> services = new ArrayList<>();
  private @Nullable RedisCallout redis;
  private @Nullable BodyBuffer reply;

  RedisCallouts(GuestVm vm, CallsInFlight inFlight, RootCallbacks root) {
    this.vm = vm;
    this.inFlight = inFlight;
    this.root = root;
  }

  void adopt(RedisCallout redis) {
    this.redis = redis;
    List<RedisService> early = List.copyOf(services);
    early.forEach(service -> service.connect(redis));
    early.forEach(RedisService::flush);
  }

  /** Makes a service known. Naming it anew with other settings is for later commands. */
  WasmResult init(String name, RedisService.Settings settings) {
    RedisService known = byName.get(name);
    if (known != null && known.settings.equals(settings)) {
      return WasmResult.OK;
    }
    if (services.size() >= MAX_SERVICES) {
      return WasmResult.INTERNAL_FAILURE;
    }
    RedisService service = new RedisService(settings);
    if (!hasUpstream(service)) {
      return WasmResult.BAD_ARGUMENT;
    }
    services.add(service);
    byName.put(name, service);
    byName.put(RedisTarget.upstream(name), service);
    return WasmResult.OK;
  }

  private boolean hasUpstream(RedisService service) {
    RedisCallout now = redis;
    return now == null
        ? vm.services().upstreams().contains(service.settings.upstream())
        : service.connect(now);
  }

  WasmResult call(String name, byte[] command, int tokenAddress) {
    RedisService service = byName.get(name);
    if (service == null) {
      service = byName.get(RedisTarget.upstream(name));
    }
    // As Higress: a service that was never initialized has no client that could take it.
    if (service == null || !inFlight.begin(command.length)) {
      return WasmResult.INTERNAL_FAILURE;
    }
    int token = inFlight.token(CallsInFlight.REDIS);
    if (!service.call(command, new Answer(token, command.length))) {
      inFlight.end(command.length);
      return WasmResult.INTERNAL_FAILURE;
    }
    vm.memory().writeInt(tokenAddress, token);
    return WasmResult.OK;
  }

  private final class Answer implements RedisCallout.Listener {
    private final int token;
    private final int held;

    Answer(int token, int held) {
      this.token = token;
      this.held = held;
    }

    @Override
    public void onReply(byte[] bytes) {
      inFlight.end(held);
      reply = new BytesBuffer(bytes);
      root.call(vm.exports().onRedisCallResponse, token, ANSWERED, bytes.length, 0);
      reply = null;
    }

    @Override
    public void onFailure(String reason) {
      inFlight.end(held);
      vm.debug("redis call " + token + ": " + reason);
      root.call(vm.exports().onRedisCallResponse, token, NETWORK_ERROR, 0, 0);
    }
  }

  void close() {
    services.forEach(RedisService::close);
    services.clear();
    byName.clear();
  }

  @Nullable BodyBuffer reply() {
    return reply;
  }
}
