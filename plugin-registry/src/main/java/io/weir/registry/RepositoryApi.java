package io.weir.registry;

import io.weir.registry.HttpCaller.Call;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;

/** Requests to one repository of a registry: its addresses and the rights to ask for. */
final class RepositoryApi {
  private static final String PULL = "pull";
  private static final String PUSH = "pull,push";

  private final RegistrySession session;

  RepositoryApi(RegistrySession session) {
    this.session = session;
  }

  HttpResponse<InputStream> pull(Reference reference, Call call) {
    return session.send(reference.registry(), pullScope(reference), call);
  }

  HttpResponse<InputStream> push(Reference reference, Call call) {
    return session.send(reference.registry(), scope(reference, PUSH), call);
  }

  RegistryException failure(String what, HttpResponse<InputStream> response) {
    return session.failure(what, response);
  }

  /** {@code rest} begins after the repository's name, with a slash. */
  URI uri(Reference reference, String rest) {
    return session.uri(reference.registry(), "/v2/" + name(reference) + rest);
  }

  static String pullScope(Reference reference) {
    return scope(reference, PULL);
  }

  private static String scope(Reference reference, String actions) {
    return "repository:" + name(reference) + ":" + actions;
  }

  private static String name(Reference reference) {
    boolean official =
        reference.registry().equals("docker.io") && reference.repository().indexOf('/') < 0;
    return official ? "library/" + reference.repository() : reference.repository();
  }
}
