package io.weir.host.observe.view;

import java.util.List;

/** What the workers have under way. Any thread but a worker's: each is asked, on its loop. */
public interface LiveViews {
  /** Of a gateway without workers. */
  LiveViews NONE =
      new LiveViews() {
        @Override
        public Page<StreamView> streams(Query query) {
          return new Page<>(List.of(), 0, false);
        }

        @Override
        public Page<ConnectionView> connections(Query query) {
          return new Page<>(List.of(), 0, false);
        }

        @Override
        public List<ClusterView> clusters() {
          return List.of();
        }
      };

  /** The eldest first. */
  Page<StreamView> streams(Query query);

  /** The eldest first. */
  Page<ConnectionView> connections(Query query);

  /** By name. */
  List<ClusterView> clusters();
}
