package io.weir.host.callout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoop;
import io.weir.host.stream.HeaderList;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HeaderMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a guest sends before anybody takes it. */
class GrpcStreamTest {
  /** Waits for the end. */
  private static final class Ending implements GrpcCallout.Listener {
    final CompletableFuture<Integer> status = new CompletableFuture<>();

    @Override
    public void onInitialMetadata(HeaderMap metadata) {}

    @Override
    public void onMessage(BodyBuffer message) {}

    @Override
    public void onTrailingMetadata(HeaderMap metadata) {}

    @Override
    public void onClose(int code, String message) {
      status.complete(code);
    }
  }

  @Test
  void aGuestThatSendsOnPastTheLimitFillsNothing() throws Exception {
    DefaultEventLoop loop = new DefaultEventLoop();
    Ending ending = new Ending();
    try {
      long waiting =
          loop.submit(
                  () -> {
                    GrpcStream stream = new GrpcStream(loop, new HeaderList(), ending);
                    for (int sent = 0; sent < 100; sent++) {
                      stream.send(new byte[1 << 20], false);
                    }
                    return stream.waitingBytes();
                  })
              .get(20, TimeUnit.SECONDS);
      assertTrue(waiting < 2L * GrpcStream.MAX_WAITING, waiting + " bytes wait");
      assertEquals(GrpcStatus.RESOURCE_EXHAUSTED, ending.status.get(20, TimeUnit.SECONDS));
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
