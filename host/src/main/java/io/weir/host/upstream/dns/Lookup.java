package io.weir.host.upstream.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weir.host.config.DnsSettings.Family;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** One question for the addresses of a name: A, AAAA or both, with their TTL. */
final class Lookup {
  /** Read once, as by Netty's own resolvers. */
  private static final DefaultHostsFileEntriesResolver HOSTS =
      new DefaultHostsFileEntriesResolver();

  private static final long HOSTS_TTL_SECONDS = 86_400;

  private final DnsNameResolver resolver;
  private final EventLoop loop;
  private final String name;

  Lookup(DnsNameResolver resolver, EventLoop loop, String name) {
    this.resolver = resolver;
    this.loop = loop;
    this.name = name;
  }

  /** Fails when there is no address. */
  Future<Answer> ask(Family family) {
    Promise<Answer> answer = loop.newPromise();
    List<InetAddress> local = hosts(family);
    if (!local.isEmpty()) {
      return answer.setSuccess(new Answer(sorted(local), HOSTS_TTL_SECONDS));
    }
    switch (family) {
      case IPv4 -> ask(List.of(DnsRecordType.A), false, answer);
      case IPv6 -> ask(List.of(DnsRecordType.AAAA), false, answer);
      case IPv4First -> ask(List.of(DnsRecordType.A, DnsRecordType.AAAA), false, answer);
      case All -> ask(List.of(DnsRecordType.A, DnsRecordType.AAAA), true, answer);
    }
    return answer;
  }

  /**
   * What the hosts file says goes before any name server. The resolver would look for the name with
   * its dot there.
   */
  private List<InetAddress> hosts(Family family) {
    return switch (family) {
      case IPv4 -> hosts(ResolvedAddressTypes.IPV4_ONLY);
      case IPv6 -> hosts(ResolvedAddressTypes.IPV6_ONLY);
      case IPv4First -> {
        List<InetAddress> first = hosts(ResolvedAddressTypes.IPV4_ONLY);
        yield first.isEmpty() ? hosts(ResolvedAddressTypes.IPV6_ONLY) : first;
      }
      case All -> hosts(ResolvedAddressTypes.IPV4_PREFERRED);
    };
  }

  private List<InetAddress> hosts(ResolvedAddressTypes types) {
    List<InetAddress> found = HOSTS.addresses(name, types);
    return found == null ? List.of() : found;
  }

  private void ask(List<DnsRecordType> types, boolean all, Promise<Answer> answer) {
    ask(types, 0, all, new ArrayList<>(), new long[] {Long.MAX_VALUE}, answer);
  }

  private void ask(
      List<DnsRecordType> types,
      int at,
      boolean all,
      List<InetAddress> found,
      long[] ttl,
      Promise<Answer> answer) {
    resolver
        .resolveAll(new DefaultDnsQuestion(dotted(name), types.get(at)))
        .addListener(
            (Future<List<DnsRecord>> done) -> {
              if (done.isSuccess()) {
                collect(done.getNow(), found, ttl);
              }
              boolean enough = !all && !found.isEmpty();
              if (at + 1 < types.size() && !enough) {
                ask(types, at + 1, all, found, ttl, answer);
              } else if (found.isEmpty()) {
                answer.setFailure(done.isSuccess() ? new UnknownHostException(name) : done.cause());
              } else {
                answer.setSuccess(new Answer(sorted(found), ttl[0]));
              }
            });
  }

  private static String dotted(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  private static void collect(List<DnsRecord> records, List<InetAddress> found, long[] ttl)
      throws UnknownHostException {
    try {
      for (DnsRecord record : records) {
        boolean address =
            record.type().equals(DnsRecordType.A) || record.type().equals(DnsRecordType.AAAA);
        if (address && record instanceof DnsRawRecord raw) {
          ByteBuf content = raw.content();
          byte[] bytes = new byte[content.readableBytes()];
          content.getBytes(content.readerIndex(), bytes);
          if (bytes.length == lengthOf(record.type())) {
            found.add(InetAddress.getByAddress(bytes));
            ttl[0] = Math.min(ttl[0], record.timeToLive());
          }
        }
      }
    } finally {
      records.forEach(ReferenceCountUtil::release);
    }
  }

  /** In bytes; an address of another length is none (RFC 1035 section 3.4.1, RFC 3596). */
  private static int lengthOf(DnsRecordType type) {
    return type.equals(DnsRecordType.A) ? 4 : 16;
  }

  private static List<InetAddress> sorted(List<InetAddress> addresses) {
    return addresses.stream()
        .distinct()
        .sorted(Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned))
        .toList();
  }
}
