package io.weir.host.tls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of a listener by name. Immutable; any thread. */
final class CertificateSet {
  private final List<ServerCertificate> all;
  private final HostNames<List<ServerCertificate>> names = new HostNames<>(true);

  CertificateSet(List<ServerCertificate> certificates) {
    this.all = List.copyOf(certificates);
    for (ServerCertificate certificate : all) {
      for (String name : Certificates.names(certificate.leaf(), Certificates.DNS_NAME)) {
        names.add(name, sharing(name));
      }
    }
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
    List<ServerCertificate> named = hello.serverName().isEmpty() ? null : find(hello.serverName());
    List<ServerCertificate> candidates = named == null ? sharingWithFirst() : named;
    for (ServerCertificate candidate : candidates) {
      if (candidate.isEcdsa() == hello.ecdsa()) {
        return candidate;
      }
    }
    return candidates.getFirst();
  }

  private @Nullable List<ServerCertificate> find(String name) {
    return names.find(name);
  }

  private List<ServerCertificate> sharingWithFirst() {
    List<String> its = Certificates.names(all.getFirst().leaf(), Certificates.DNS_NAME);
    List<ServerCertificate> same = its.isEmpty() ? null : find(its.getFirst());
    return same == null ? List.of(all.getFirst()) : same;
  }
}
