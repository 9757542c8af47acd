package io.weir.host.net;

import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.HttpSettings;

/**
 * What a listener's connections go by. Immutable; made with a generation of the configuration and
 * shared by all workers. A connection keeps what was in force when it was accepted.
 *
 * @param listener its name
 * @param http how HTTP connections are treated
 */
public record ListenerSettings(String listener, HttpSettings http) {
  /** Compiles what the configuration says. On the control thread. */
  public static ListenerSettings of(Listener listener) {
    return new ListenerSettings(listener.name(), listener.http());
  }
}
