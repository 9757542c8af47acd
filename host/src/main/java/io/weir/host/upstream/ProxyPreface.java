package io.weir.host.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.NetUtil;
import io.weir.host.config.ProxyVersion;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Begins a connection with a PROXY header, before its TLS and all else (HAProxy's "The PROXY
 * protocol", section 2). A connection that is no client's, as that of a health check, is said to be
 * the gateway's own.
 */
final class ProxyPreface extends ChannelInboundHandlerAdapter {
  private static final byte[] SIGNATURE = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int TCP_OVER_IPV4 = 0x11;
  private static final int TCP_OVER_IPV6 = 0x21;
  private static final int IPV6_BYTES = 16;

  private final ByteBuf header;

  private ProxyPreface(ByteBuf header) {
    this.header = header;
  }

  /**
   * @param client null when there is none
   * @param server what the client connected to; null when there is no client
   */
  static ProxyPreface of(
      ProxyVersion version, @Nullable SocketAddress client, @Nullable SocketAddress server) {
    if (client instanceof InetSocketAddress from
        && server instanceof InetSocketAddress to
        && from.getAddress() != null
        && to.getAddress() != null) {
      return new ProxyPreface(version == ProxyVersion.V1 ? line(from, to) : binary(from, to));
    }
    return new ProxyPreface(version == ProxyVersion.V1 ? ascii("PROXY UNKNOWN\r\n") : local());
  }

  private static ByteBuf line(InetSocketAddress from, InetSocketAddress to) {
    boolean ipv4 = areIpv4(from, to);
    return ascii(
        "PROXY %s %s %s %d %d\r\n"
            .formatted(
                ipv4 ? "TCP4" : "TCP6",
                text(from.getAddress(), ipv4),
                text(to.getAddress(), ipv4),
                from.getPort(),
                to.getPort()));
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private static String text(InetAddress address, boolean ipv4) {
    boolean mapped = !ipv4 && address instanceof Inet4Address;
    return (mapped ? "::ffff:" : "") + NetUtil.toAddressString(address);
  }

  private static ByteBuf local() {
    return Unpooled.buffer(SIGNATURE.length + 4)
        .writeBytes(SIGNATURE)
        .writeByte(LOCAL)
        .writeByte(0)
        .writeShort(0);
  }

  private static ByteBuf binary(InetSocketAddress from, InetSocketAddress to) {
    boolean ipv4 = areIpv4(from, to);
    byte[] source = bytes(from.getAddress(), ipv4);
    byte[] destination = bytes(to.getAddress(), ipv4);
    return Unpooled.buffer()
        .writeBytes(SIGNATURE)
        .writeByte(PROXY)
        .writeByte(ipv4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6)
        .writeShort(2 * source.length + 4)
        .writeBytes(source)
        .writeBytes(destination)
        .writeShort(from.getPort())
        .writeShort(to.getPort());
  }

  private static boolean areIpv4(InetSocketAddress from, InetSocketAddress to) {
    return from.getAddress() instanceof Inet4Address && to.getAddress() instanceof Inet4Address;
  }

  /** Of two families one is written as the other can be (RFC 4291 section 2.5.5.2). */
  private static byte[] bytes(InetAddress address, boolean ipv4) {
    byte[] own = address.getAddress();
    if (ipv4 || own.length == IPV6_BYTES) {
      return own;
    }
    byte[] mapped = new byte[IPV6_BYTES];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(own, 0, mapped, 12, own.length);
    return mapped;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(header.retainedDuplicate());
    ctx.fireChannelActive();
    ctx.pipeline().remove(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    header.release();
  }
}
