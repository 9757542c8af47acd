package io.weir.host.upstream;

import io.netty.buffer.ByteBuf;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.HeaderList;

/** A listener that frees what it gets, and does nothing else: for tests that hear some events. */
public class QuietListener implements UpstreamListener {
  @Override
  public void onConnected(UpstreamRequest request) {}

  @Override
  public void onUpstreamHeaders(HeaderList headers, boolean end) {}

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    chunk.release();
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {}

  @Override
  public void onUpstreamReadComplete() {}

  @Override
  public void onUpstreamWritable() {}

  @Override
  public void onUpstreamFailure(GatewayException failure) {}
}
