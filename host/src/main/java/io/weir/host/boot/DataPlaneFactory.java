package io.weir.host.boot;

import io.weir.host.config.ConfigApplier;
import io.weir.host.config.Secrets;

/** Makes what carries the traffic. */
@FunctionalInterface
public interface DataPlaneFactory {
  /** Makes it, not serving yet; {@link ConfigApplier#close} is called as the gateway stops. */
  ConfigApplier open(RunOptions options, Secrets secrets);
}
