package io.weir.host.upstream.health;

import io.weir.host.config.Probe;
import io.weir.host.config.StatusRange;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamPools;
import io.weir.host.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/** A request with an expected status, in the protocol of the cluster. */
final class HttpProbe extends ProbeListener {
  private final Cluster endpoint;
  private final Probe.Http probe;

  private HttpProbe(Cluster endpoint, Probe.Http probe, Outcome outcome) {
    super(outcome);
    this.endpoint = endpoint;
    this.probe = probe;
  }

  /** Gives what ends it before its time. */
  static Runnable begin(UpstreamPools pools, Cluster endpoint, Probe.Http probe, Outcome outcome) {
    HttpProbe made = new HttpProbe(endpoint, probe, outcome);
    pools.acquire(endpoint, made);
    return made::giveUp;
  }

  @Override
  void send(UpstreamRequest request) {
    HeaderList headers = new HeaderList();
    headers.add(":method", probe.method());
    headers.add(":scheme", "http");
    headers.add(":path", probe.path());
    headers.add(":authority", probe.hostname().isEmpty() ? authority(endpoint) : probe.hostname());
    headers.add("user-agent", "weir-health-check");
    probe.headers().forEach(headers::set);
    request.writeHeaders(headers, true, false);
  }

  @Override
  @Nullable String head(HeaderList headers) {
    int status = headers.status();
    for (StatusRange expected : probe.expectedStatuses()) {
      if (expected.contains(status)) {
        return null;
      }
    }
    return "status " + status + " (expected: " + probe.expectedStatuses() + ")";
  }
}
