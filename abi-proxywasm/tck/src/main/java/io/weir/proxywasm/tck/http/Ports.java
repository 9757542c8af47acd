package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports, for gateways that must be told theirs. They lie below those that systems give to
 * outgoing connections, one of which could take a port before the gateway does.
 */
final class Ports {
  private static final int FIRST = 10_240;
  private static final int COUNT = 32_768 - FIRST;

  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private Ports() {}

  /**
   * Different ports of loopback that were free just now, and have not been given before.
   *
   * @throws IOException when there are not so many
   */
  static List<Integer> free(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int tries = 0; tries < COUNT && ports.size() < count; tries++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IOException("free ports: " + ports.size() + " (expected: " + count + ")");
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // somebody listens there
    }
  }
}
