package io.weir.host.upstream.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsErrorCauseException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The question for the addresses of a name: A, AAAA or both, with their TTL. Where both are wanted
 * and the servers fail for one of them, its last addresses hold. Confined to its loop.
 */
final class Lookup {
  /** Read once, as by Netty's own resolvers. */
  private static final DefaultHostsFileEntriesResolver HOSTS =
      new DefaultHostsFileEntriesResolver();

  private static final long HOSTS_TTL_SECONDS = 86_400;

  private final DnsNameResolver resolver;
  private final EventLoop loop;
  private final String name;

  /** What was answered last, by the type of the records. */
  private final Map<DnsRecordType, List<InetAddress>> last = new HashMap<>();

  Lookup(DnsNameResolver resolver, EventLoop loop, String name) {
    this.resolver = resolver;
    this.loop = loop;
    this.name = name;
  }

  /** Fails when there is no address, or the servers have failed for all types. */
  Future<Answer> ask(Family family) {
    List<InetAddress> local = hosts(family);
    if (!local.isEmpty()) {
      return loop.newSucceededFuture(new Answer(sorted(local), HOSTS_TTL_SECONDS, null));
    }
    Round round =
        switch (family) {
          case IPv4 -> new Round(List.of(DnsRecordType.A), false);
          case IPv6 -> new Round(List.of(DnsRecordType.AAAA), false);
          case IPv4First -> new Round(List.of(DnsRecordType.A, DnsRecordType.AAAA), false);
          case All -> new Round(List.of(DnsRecordType.A, DnsRecordType.AAAA), true);
        };
    round.ask(0);
    return round.answer;
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

  /** One type after the other. */
  private final class Round {
    final Promise<Answer> answer = loop.newPromise();
    private final List<DnsRecordType> types;
    private final boolean all;
    private final List<InetAddress> found = new ArrayList<>();
    private long ttlSeconds = Long.MAX_VALUE;
    private boolean answered;
    private @Nullable Throwable none;
    private @Nullable Throwable failure;

    Round(List<DnsRecordType> types, boolean all) {
      this.types = types;
      this.all = all;
    }

    void ask(int at) {
      resolver
          .resolveAll(new DefaultDnsQuestion(dotted(name), types.get(at)))
          .addListener((Future<List<DnsRecord>> done) -> told(at, done));
    }

    private void told(int at, Future<List<DnsRecord>> done) throws UnknownHostException {
      DnsRecordType type = types.get(at);
      if (done.isSuccess()) {
        answered(type, collect(done.getNow()));
      } else if (isAnswer(done.cause())) {
        none = done.cause();
        answered(type, List.of());
      } else {
        failure = done.cause();
        found.addAll(all ? last.getOrDefault(type, List.of()) : List.of());
      }
      boolean enough = !all && !found.isEmpty();
      if (at + 1 < types.size() && !enough) {
        ask(at + 1);
      } else {
        finish();
      }
    }

    private void answered(DnsRecordType type, List<InetAddress> addresses) {
      answered = true;
      last.put(type, addresses);
      found.addAll(addresses);
    }

    private void finish() {
      if (answered && !found.isEmpty()) {
        answer.setSuccess(new Answer(sorted(found), ttlSeconds, all ? failure : null));
        return;
      }
      Throwable why = failure != null ? failure : none;
      answer.setFailure(why != null ? why : new UnknownHostException(name));
    }

    private List<InetAddress> collect(List<DnsRecord> records) throws UnknownHostException {
      List<InetAddress> addresses = new ArrayList<>();
      try {
        for (DnsRecord record : records) {
          InetAddress address = address(record);
          if (address != null) {
            addresses.add(address);
            ttlSeconds = Math.min(ttlSeconds, record.timeToLive());
          }
        }
      } finally {
        records.forEach(ReferenceCountUtil::release);
      }
      return addresses;
    }
  }

  /**
   * Whether the servers have said that there is no such record (RFC 2308): then the ones from
   * before are no more. All else, a SERVFAIL or a time-out, says nothing of them.
   */
  private static boolean isAnswer(Throwable failed) {
    Throwable cause = failed.getCause();
    return failed instanceof UnknownHostException
        && (cause == null
            || (cause instanceof DnsErrorCauseException error
                && error.getCode().equals(DnsResponseCode.NXDOMAIN)));
  }

  private static String dotted(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  /** Null when it is none. */
  private static @Nullable InetAddress address(DnsRecord record) throws UnknownHostException {
    boolean address =
        record.type().equals(DnsRecordType.A) || record.type().equals(DnsRecordType.AAAA);
    if (!address || !(record instanceof DnsRawRecord raw)) {
      return null;
    }
    ByteBuf content = raw.content();
    byte[] bytes = new byte[content.readableBytes()];
    content.getBytes(content.readerIndex(), bytes);
    return bytes.length == lengthOf(record.type()) ? InetAddress.getByAddress(bytes) : null;
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
