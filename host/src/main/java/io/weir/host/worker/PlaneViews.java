package io.weir.host.worker;

import io.weir.host.observe.view.ClusterView;
import io.weir.host.observe.view.ConnectionView;
import io.weir.host.observe.view.LiveViews;
import io.weir.host.observe.view.Page;
import io.weir.host.observe.view.Query;
import io.weir.host.observe.view.StreamView;
import io.weir.host.observe.view.StreamViews;
import io.weir.host.observe.view.WorkerPages;
import io.weir.host.upstream.control.ClusterStatus;
import java.util.List;

/** What the workers and upstreams say of themselves. */
final class PlaneViews implements LiveViews {
  private final List<Worker> workers;
  private final UpstreamAsk upstreams;

  PlaneViews(WorkerGroup workers) {
    this.workers = workers.workers();
    this.upstreams = new UpstreamAsk(workers.upstreams());
  }

  @Override
  public Page<StreamView> streams(Query query) {
    return WorkerPages.merge(
        workers.stream()
            .map(
                w ->
                    new WorkerPages.Part<>(
                        w.loop(), () -> StreamViews.take(w.index(), w.watch().live(), query)))
            .toList(),
        query.limit(),
        StreamView::ageMillis);
  }

  @Override
  public Page<ConnectionView> connections(Query query) {
    return WorkerPages.merge(
        workers.stream()
            .map(
                w ->
                    new WorkerPages.Part<>(
                        w.loop(), () -> w.watch().connections().take(w.index(), query)))
            .toList(),
        query.limit(),
        ConnectionView::ageMillis);
  }

  @Override
  public List<ClusterView> clusters() {
    return upstreams().stream().map(ClusterViews::of).toList();
  }

  /** How all upstreams are, by name. */
  List<ClusterStatus> upstreams() {
    return upstreams.now();
  }
}
