package io.weir.host.upstream.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server that gives the same addresses for every name: enough of RFC 1035 and 3596 for one
 * question of type A or AAAA. A fake; it speaks real DNS over UDP, and over TCP what is too long
 * for that.
 */
public final class FakeNameServer implements AutoCloseable {
  private static final int NXDOMAIN = 3;
  private static final int SERVFAIL = 2;
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int MAX_DATAGRAM = 512;
  private static final int TRUNCATED = 0x02;

  private final ServerSocket streams;
  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();
  private volatile List<String> addresses = List.of();
  private volatile int ttlSeconds = 1;
  private volatile int addressLength = 4;
  private volatile int failing;

  public FakeNameServer() throws IOException {
    streams = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket = new DatagramSocket(streams.getLocalPort(), InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    Thread.ofVirtual().start(this::serveStreams);
  }

  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** From now on; none at all is a name that does not exist. */
  public void answer(int ttl, String... now) {
    ttlSeconds = ttl;
    addresses = List.of(now);
  }

  /** From now on addresses have so many bytes of their four. */
  public void cutAddresses(int bytes) {
    addressLength = bytes;
  }

  /** From now on questions for IPv4 or IPv6 addresses fail (SERVFAIL), or those for neither. */
  public void fail(boolean ipv4, boolean ipv6) {
    failing = ipv4 ? A : ipv6 ? AAAA : 0;
  }

  public int questions() {
    return questions.get();
  }

  private void serve() {
    byte[] bytes = new byte[MAX_DATAGRAM];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        questions.incrementAndGet();
        byte[] reply = reply(ByteBuffer.wrap(bytes, 0, packet.getLength()));
        if (reply.length > MAX_DATAGRAM) {
          reply = Arrays.copyOf(reply, MAX_DATAGRAM);
          reply[2] |= TRUNCATED;
        }
        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serveStreams() {
    try {
      while (true) {
        try (Socket stream = streams.accept()) {
          DataInputStream in = new DataInputStream(stream.getInputStream());
          byte[] reply = reply(ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort())));
          DataOutputStream out = new DataOutputStream(stream.getOutputStream());
          out.writeShort(reply.length);
          out.write(reply);
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private byte[] reply(ByteBuffer question) throws IOException {
    short id = question.getShort(0);
    int end = 12;
    while (question.get(end) != 0) {
      end += question.get(end) + 1;
    }
    end += 5; // the root, type and class
    int type = question.getShort(end - 4);
    List<String> all = addresses;
    List<String> now =
        type == failing
            ? List.of()
            : all.stream().filter(a -> type == (a.contains(":") ? AAAA : A)).toList();
    int code = type == failing ? SERVFAIL : all.isEmpty() ? NXDOMAIN : 0;
    ByteBuffer out = ByteBuffer.allocate(MAX_DATAGRAM + 28 * now.size());
    out.putShort(id).putShort((short) (0x8180 | code));
    out.putShort((short) 1).putShort((short) now.size()).putShort((short) 0);
    out.putShort((short) 0);
    out.put(question.array(), 12, end - 12);
    for (String address : now) {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int length = type == A ? addressLength : bytes.length;
      out.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1).putInt(ttlSeconds);
      out.putShort((short) length).put(bytes, 0, length);
    }
    byte[] reply = new byte[out.position()];
    out.flip().get(reply);
    return reply;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    streams.close();
  }
}
