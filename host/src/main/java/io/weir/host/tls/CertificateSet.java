package io.weir.host.tls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of a listener by name. Immutable; any thread. */
final class CertificateSet {
  private final List<ServerCertificate> all;
  private final HostNames<List<ServerCertificate>> names = new HostNames<>(true);
  private final List<ServerCertificate> first;

  CertificateSet(List<ServerCertificate> certificates) {
    this.all = List.copyOf(certificates);
    for (ServerCertificate certificate : all) {
      for (String name : Certificates.names(certificate.leaf(), Certificates.DNS_NAME)) {
        names.add(name, sharing(name));
      }
    }
    first = sharingWithFirst();
  }

  private List<ServerCertificate> sharing(String name) {
    List<ServerCertificate> found = new ArrayList<>();
    for (ServerCertificate certificate : all) {
      List<String> its = Certificates.names(certificate.leaf(), Certificates.DNS_NAME);
      if (its.stream().anyMatch(name::equalsIgnoreCase)) {
        found.add(certificate);
      }
    }
    return found;
  }

  List<ServerCertificate> all() {
    return all;
  }

  /**
   * By name; of several with the same name ECDSA for clients that take it, which costs a tenth of
   * RSA. The first of all for clients that name none, or one that no certificate has.
   */
  ServerCertificate choose(ClientHello hello) {
    List<ServerCertificate> candidates = candidates(hello.serverName());
    for (ServerCertificate candidate : candidates) {
      if (candidate.isEcdsa() == hello.ecdsa()) {
        return candidate;
      }
    }
    return candidates.getFirst();
  }

  private List<ServerCertificate> candidates(String serverName) {
    List<ServerCertificate> named = serverName.isEmpty() ? null : find(serverName);
    return named == null ? first : named;
  }

  private @Nullable List<ServerCertificate> find(String name) {
    return names.find(name);
  }

  /** Whether there is one alone, which then is for all hosts. */
  boolean isOne() {
    return all.size() == 1;
  }

  /**
   * Whether a request for {@code host} is for another certificate than one that is shown to clients
   * that ask for {@code serverName}.
   *
   * @param host in lower case
   */
  boolean isMisdirected(String serverName, String host) {
    if (find(host) == null) {
      return false;
    }
    for (ServerCertificate shown : candidates(serverName)) {
      if (shown.covers(host)) {
        return false;
      }
    }
    return true;
  }

  private List<ServerCertificate> sharingWithFirst() {
    List<String> its = Certificates.names(all.getFirst().leaf(), Certificates.DNS_NAME);
    List<ServerCertificate> same = its.isEmpty() ? null : find(its.getFirst());
    return same == null ? List.of(all.getFirst()) : same;
  }
}
