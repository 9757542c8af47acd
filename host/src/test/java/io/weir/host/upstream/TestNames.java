package io.weir.host.upstream;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Names that all are this machine, or, as often as a test says, do not exist; told at once. */
public final class TestNames extends AddressResolverGroup<InetSocketAddress> {
  private int failures;

  /** The next so many names do not exist. */
  public void failNext(int times) {
    failures = times;
  }

  /** Without the care for the executor's end that an embedded loop does not know. */
  @Override
  public AddressResolver<InetSocketAddress> getResolver(EventExecutor executor) {
    return newResolver(executor);
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetSocketAddressResolver(
        executor,
        new InetNameResolver(executor) {
          @Override
          protected void doResolve(String name, Promise<InetAddress> promise) {
            if (failures > 0) {
              failures--;
              promise.setFailure(new UnknownHostException(name));
            } else {
              promise.setSuccess(InetAddress.getLoopbackAddress());
            }
          }

          @Override
          protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
            promise.setFailure(new UnsupportedOperationException("all addresses of " + name));
          }
        });
  }
}
