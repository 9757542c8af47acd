package io.weir.registry;

import io.weir.registry.HttpCaller.Call;
import io.weir.registry.PullException.Reason;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists referrers, by the API or by the tag that stands in for it. */
final class ReferrerClient {
  private static final int MAX_PAGES = 100;

  private final ClientOptions options;
  private final RepositoryApi api;
  private final Fetcher fetcher;

  ReferrerClient(ClientOptions options, RepositoryApi api, Fetcher fetcher) {
    this.options = options;
    this.api = api;
    this.fetcher = fetcher;
  }

  List<Descriptor> list(Reference reference, Digest subject) {
    List<Descriptor> all = new ArrayList<>();
    URI next = api.uri(reference, "/referrers/" + subject);
    for (int page = 0; next != null && page < MAX_PAGES; page++) {
      HttpResponse<InputStream> response =
          api.pull(reference, new Call("GET", next, Map.of("Accept", MediaTypes.OCI_INDEX)));
      if (response.statusCode() == 404) {
        HttpCaller.discard(response);
        return byTag(reference, subject);
      }
      if (response.statusCode() != 200) {
        throw api.failure("referrers of " + subject, response);
      }
      all.addAll(read(reference, response));
      next = NextLink.of(next, response);
    }
    return List.copyOf(all);
  }

  private List<Descriptor> read(Reference reference, HttpResponse<InputStream> response) {
    byte[] body =
        new BodyReader("referrers", Manifest.MAX_BYTES, options.responseTimeout(), Progress.NONE)
            .read(response.body(), -1, null);
    try {
      return ManifestJson.list(ManifestJson.tree(body), "manifests");
    } catch (IllegalArgumentException e) {
      throw RegistryClient.malformed("referrers at " + reference.registry(), e);
    }
  }

  private List<Descriptor> byTag(Reference reference, Digest subject) {
    String hex = subject.hex().substring(0, Math.min(64, subject.hex().length()));
    try {
      Reference tag = reference.withTag(subject.algorithm().label() + "-" + hex);
      return fetcher.fetchManifest(tag).manifest() instanceof Manifest.Index index
          ? index.manifests()
          : List.of();
    } catch (RegistryException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}
