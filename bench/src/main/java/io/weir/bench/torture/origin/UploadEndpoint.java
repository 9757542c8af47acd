package io.weir.bench.torture.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.weir.bench.torture.payload.BodyVerifier;
import io.weir.bench.torture.payload.SeededBytes;
import io.weir.bench.torture.payload.UploadReport;
import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.StampSet;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;

/**
 * Takes a body of seeded bytes. With {@code x-stamp-body: request} each byte is compared as changed
 * by the keys of the request's own stamps; the hash is of the bytes as they arrived.
 */
final class UploadEndpoint implements Endpoint {

  private final OriginRequest request;
  private final BodyVerifier verifier;
  private final MessageDigest digest = UploadReport.digest();
  private long count;

  UploadEndpoint(OriginRequest request) {
    this.request = request;
    this.verifier = new BodyVerifier(new SeededBytes(request.number("seed")), key(request));
  }

  @Override
  public void body(ByteBuf part) {
    byte[] bytes = ByteBufUtil.getBytes(part);
    count += bytes.length;
    digest.update(bytes);
    verifier.accept(bytes, 0, bytes.length);
  }

  @Override
  public void answer(ChannelHandlerContext ctx) {
    String hash = HexFormat.of().formatHex(digest.digest());
    String problem = verifier.problem();
    UploadReport report = new UploadReport(count, hash, problem == null ? "none" : problem);
    Answers.text(ctx, request, 200, report.toText());
  }

  private static int key(OriginRequest request) {
    if (!"request".equals(request.http().headers().get("x-stamp-body"))) {
      return 0;
    }
    return StampSet.read(
            EnumSet.allOf(Lang.class), request.http().headers()::get, Lang::requestHeader)
        .key();
  }
}
