package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.host.route.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The copies of one request. Confined to the loop. */
final class Mirrors {
  private final List<MirrorRequest> requests;

  private Mirrors(List<MirrorRequest> requests) {
    this.requests = requests;
  }

  /** Draws for each of a route's mirrors; null when the request goes to none. */
  static @Nullable Mirrors start(
      StreamHost host, List<Mirror> mirrors, HeaderList headers, boolean end) {
    List<MirrorRequest> requests = new ArrayList<>(mirrors.size());
    for (Mirror mirror : mirrors) {
      MirrorRequest request =
          mirror.draw(ThreadLocalRandom.current())
              ? MirrorRequest.start(host, mirror.cluster(), headers, end)
              : null;
      if (request != null) {
        requests.add(request);
      }
    }
    return requests.isEmpty() ? null : new Mirrors(requests);
  }

  /** {@code chunk} stays the caller's. */
  void data(ByteBuf chunk, boolean end) {
    for (MirrorRequest request : requests) {
      request.data(chunk, end);
    }
  }

  void trailers(HeaderList trailers) {
    for (MirrorRequest request : requests) {
      request.trailers(trailers);
    }
  }

  /** The request is over. */
  void requestEnded() {
    for (MirrorRequest request : requests) {
      request.requestEnded();
    }
  }
}
