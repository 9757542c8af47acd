package io.weir.host.route;

import io.weir.host.config.RouteFilter.RequestMirror;
import io.weir.host.upstream.Cluster;
import java.util.random.RandomGenerator;

/** Where a share of the requests goes as well. Immutable. */
public final class Mirror {
  private final Cluster cluster;
  private final Chance share;

  Mirror(RequestMirror mirror, Cluster cluster) {
    this.cluster = cluster;
    this.share = new Chance((double) mirror.share().numerator() / mirror.share().denominator());
  }

  public Cluster cluster() {
    return cluster;
  }

  /** Whether this request goes there. */
  public boolean draw(RandomGenerator random) {
    return share.holds(random);
  }
}
