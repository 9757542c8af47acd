package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Listener;

final class ListenerChecks {
  private final NameChecks names;

  ListenerChecks(Problems problems) {
    this.names = new NameChecks(problems);
  }

  void check(Listener listener, String path) {
    names.name(path, listener.name());
    names.address(Paths.field(path, "address"), listener.address(), true);
  }
}
