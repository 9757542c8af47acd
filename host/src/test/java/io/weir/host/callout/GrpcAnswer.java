package io.weir.host.callout;

import io.netty.buffer.ByteBuf;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HeaderMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notes what a gRPC call tells; waits for its end. */
class GrpcAnswer implements GrpcCallout.Listener {
  final List<String> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public void onInitialMetadata(HeaderMap metadata) {
    events.add("initial" + shown(metadata));
  }

  @Override
  public void onMessage(BodyBuffer message) {
    events.add("message " + message.length() + " " + first(message));
  }

  private static String first(BodyBuffer message) {
    if (message.length() == 0) {
      return "";
    }
    ByteBuf bytes = ((CalloutBody) message).bytes();
    return Integer.toString(bytes.getUnsignedByte(bytes.readerIndex()));
  }

  @Override
  public void onTrailingMetadata(HeaderMap metadata) {
    events.add("trailing" + shown(metadata));
  }

  @Override
  public void onClose(int status, String message) {
    events.add("close " + status + " " + message);
    closed.countDown();
  }

  private static String shown(HeaderMap metadata) {
    String text = metadata.get("x-text");
    String bytes = metadata.get("x-bin");
    return (text == null ? "" : " " + text) + (bytes == null ? "" : " " + bytes);
  }

  List<String> await() throws InterruptedException {
    if (!closed.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no end after 10 s: " + events);
    }
    return events;
  }
}
