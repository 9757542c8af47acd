package io.weir.host.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.weir.host.config.CertificateAndKey;
import io.weir.host.config.CertificateFiles;
import io.weir.host.config.CertificateInfo;
import io.weir.host.config.ClientValidation;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ListenerTls;
import io.weir.host.config.TlsFileException;
import io.weir.host.config.TlsFiles;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of one listener. What it shows is replaced while it is in use: a handshake takes what is
 * there when it begins, and connections keep what they began with.
 */
public final class ServerTls {
  private static final Logger log = LoggerFactory.getLogger(ServerTls.class);

  private final String listener;
  private final ListenerTls settings;
  private final List<CertificateSlot> slots = new ArrayList<>();
  private TicketKeys tickets;
  private FileStamp authorities;
  private volatile Current current;

  /** What handshakes go by. Immutable. */
  private record Current(CertificateSet certificates, @Nullable ClientVerifier clients) {}

  private ServerTls(
      String listener,
      ListenerTls settings,
      TicketKeys tickets,
      FileStamp authorities,
      Current current) {
    this.listener = listener;
    this.settings = settings;
    this.tickets = tickets;
    this.authorities = authorities;
    this.current = current;
  }

  /**
   * Reads the files. On the control thread.
   *
   * @param path where the listener stands in the configuration
   * @throws ConfigException naming the file and what is wrong with it
   */
  public static ServerTls load(String listener, String path, ListenerTls settings) {
    TicketKeys tickets = new TicketKeys();
    FileStamp authorities = authorities(settings); // before they are read: a change after is seen
    ClientVerifier clients = clients(path, settings.clientValidation());
    List<CertificateSlot> slots = new ArrayList<>();
    for (int i = 0; i < settings.certificates().size(); i++) {
      String at = path + ".tls.certificates[" + i + "]";
      slots.add(slot(at, settings.certificates().get(i), settings, clients, tickets));
    }
    List<ServerCertificate> live = slots.stream().map(CertificateSlot::live).toList();
    ServerTls made =
        new ServerTls(
            listener,
            settings,
            tickets,
            authorities,
            new Current(new CertificateSet(live), clients));
    made.slots.addAll(slots);
    return made;
  }

  private static CertificateSlot slot(
      String path,
      CertificateFiles files,
      ListenerTls settings,
      @Nullable ClientVerifier clients,
      TicketKeys tickets) {
    FileStamp stamp = CertificateSlot.stamp(files); // before they are read
    try {
      return new CertificateSlot(
          files,
          stamp,
          ServerCertificate.of(CertificateAndKey.load(files), settings, clients, tickets));
    } catch (TlsFileException e) {
      throw refused(path + (e.isKey() ? ".key" : ".certificate"), e.getMessage(), e.remedy());
    } catch (SSLException | IllegalArgumentException e) {
      throw refused(path, e.getMessage(), "see docs/tls.md for what is supported");
    }
  }

  private static @Nullable ClientVerifier clients(
      String path, @Nullable ClientValidation validation) {
    if (validation == null) {
      return null;
    }
    try {
      return ClientVerifier.of(
          TlsFiles.certificates(validation.caCertificates()), validation.mode());
    } catch (TlsFileException e) {
      throw refused(path + ".tls.clientValidation.caCertificates", e.getMessage(), e.remedy());
    }
  }

  private static ConfigException refused(String path, @Nullable String message, String remedy) {
    return new ConfigException(new Problem(path, 0, String.valueOf(message), remedy));
  }

  public ListenerTls settings() {
    return settings;
  }

  // ---- handshakes: on any loop

  /**
   * For one handshake.
   *
   * @param local the certificate that is shown
   */
  public record Handshake(SslHandler handler, X509Certificate local, PeerCheck peers) {}

  /** Whether a client's certificate that the handshake has let pass is believed. */
  @FunctionalInterface
  public interface PeerCheck {
    boolean believes(X509Certificate[] chain);
  }

  /** Begins a handshake with what is there now. */
  public Handshake begin(ByteBufAllocator allocator, ClientHello hello) {
    Current now = current;
    ServerCertificate chosen = now.certificates.choose(hello);
    ClientVerifier clients = now.clients;
    return new Handshake(
        chosen.handler(allocator),
        chosen.leaf(),
        clients == null ? chain -> false : clients::believes);
  }

  // ---- requests: on any loop

  /**
   * Whether a request is for another host than its connection was opened for: the certificate that
   * was shown is not for that host, and another one of the listener is (RFC 9110 section 15.5.20).
   * A host that none is for is not judged here, nor what a client says that has asked for no name.
   *
   * @param serverName what the client has asked for by SNI, lower case; empty for none
   * @param authority a host, with or without a port
   */
  public boolean isMisdirected(String serverName, String authority) {
    CertificateSet certificates = current.certificates;
    return !certificates.isOne()
        && !serverName.isEmpty()
        && !isSame(serverName, authority)
        && certificates.isMisdirected(serverName, host(authority));
  }

  /** Without a copy of anything: so it is nearly always. */
  private static boolean isSame(String serverName, String authority) {
    int length = serverName.length();
    return authority.regionMatches(true, 0, serverName, 0, length)
        && (authority.length() == length || authority.charAt(length) == ':');
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    int end = colon < authority.lastIndexOf(']') || colon < 0 ? authority.length() : colon;
    if (end > 0 && authority.charAt(end - 1) == '.') {
      end--;
    }
    return authority.substring(0, end).toLowerCase(Locale.ROOT);
  }

  // ---- what changes it: on the watcher's thread

  /** Looks at the files, and has handshakes use those that have changed. */
  void refresh() {
    boolean rotated = tickets.rotate();
    ClientVerifier clients = refreshedClients();
    boolean anew = clients != current.clients;
    boolean changed = anew;
    for (CertificateSlot slot : slots) {
      changed |= slot.refresh(listener, settings, clients, tickets, anew);
    }
    if (changed) {
      List<ServerCertificate> live = slots.stream().map(CertificateSlot::live).toList();
      current = new Current(new CertificateSet(live), clients);
    }
    if (rotated) {
      slots.forEach(slot -> slot.live().renew(tickets));
    }
  }

  /** Others are believed from now on: a ticket from before says nothing any more. */
  private @Nullable ClientVerifier refreshedClients() {
    FileStamp now = authorities(settings);
    if (now.equals(authorities)) {
      return current.clients;
    }
    authorities = now;
    try {
      ClientVerifier fresh = clients("listeners[" + listener + "]", settings.clientValidation());
      tickets = new TicketKeys();
      log.info("listener {}: new authorities of clients", listener);
      return fresh;
    } catch (ConfigException e) {
      log.error("listener {}: refused, what was before stays: {}", listener, e.getMessage());
      return current.clients;
    }
  }

  private static FileStamp authorities(ListenerTls settings) {
    ClientValidation clients = settings.clientValidation();
    return FileStamp.of(clients == null ? null : clients.caCertificates());
  }

  /** What is told of the certificates. Any thread. */
  public List<CertificateInfo> certificates() {
    return slots.stream().map(slot -> slot.info(listener)).toList();
  }
}
