package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.net.http1.RequestParser;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.Stream;
import io.weir.host.stream.StreamHost;
import org.jspecify.annotations.Nullable;

/**
 * Makes streams of what a client sends over HTTP/1.x, one after the other: the bytes of a request
 * wait until the one before it is over. Loop-confined.
 */
final class Http1RequestReader {
  private final Http1ServerConnection connection;
  private final Http1ServerExchange exchange;
  private final StreamHost host;
  private final ListenerSettings settings;
  private final Http1Input input = new Http1Input();
  private final RequestParser parser;

  private @Nullable Stream stream;
  private @Nullable GrpcWebCall grpcWeb;
  private boolean running;
  private boolean begun;
  private boolean tunnel;
  private long requests;

  /**
   * @param work shared by the connections of the loop
   */
  Http1RequestReader(
      Http1ServerConnection connection,
      Http1ServerExchange exchange,
      StreamHost host,
      ListenerSettings settings,
      Http1Workspace work) {
    this.connection = connection;
    this.exchange = exchange;
    this.host = host;
    this.settings = settings;
    parser = new RequestParser(work, settings.http().limits());
  }

  // ---- how things stand

  /** The request that is under way, null for none. */
  @Nullable Stream stream() {
    return stream;
  }

  /** Whether something of the next request has come. */
  boolean isBegun() {
    return begun;
  }

  /** Whether bytes go through as they are, for good. */
  boolean isTunnel() {
    return tunnel;
  }

  /** Whether what is being read is a HEAD, as far as can be told yet. */
  boolean isHead() {
    return parser.method().equals("HEAD");
  }

  /** How many requests there have been. */
  long count() {
    return requests;
  }

  /** Whether all that has come is taken. */
  boolean isEmpty() {
    return input.isEmpty();
  }

  // ---- what the connection tells

  /** Takes {@code bytes} over. */
  void add(ByteBuf bytes, ByteBufAllocator alloc) {
    input.add(bytes, alloc);
    begun |= stream == null;
    run();
  }

  /** The first bytes of a request are there, though not here yet. */
  void begun() {
    begun = true;
  }

  void startTunnel() {
    tunnel = true;
    if (!input.isEmpty()) {
      connection.context().executor().execute(this::run); // what came without waiting
    }
  }

  /** The stream is over. */
  void ended() {
    stream = null;
  }

  /** On with the next request, not from within the stream that has just ended. */
  void next() {
    if (input.isEmpty()) {
      more();
      return;
    }
    begun = true;
    connection.context().executor().execute(this::more);
  }

  /**
   * Looks at what is there, and reads when that is no request. Not while answers wait: a client
   * that takes none would make them many.
   */
  void more() {
    if (stream != null || connection.isClosing() || !connection.isWritable()) {
      return;
    }
    run();
    if (stream == null) {
      connection.read();
    }
  }

  /** What nobody has taken, which the caller owns; null for nothing. */
  @Nullable ByteBuf takeAll() {
    return input.takeAll();
  }

  /** Drops what nobody has taken. */
  void release() {
    input.release();
  }

  // ---- from bytes to the stream

  private void run() {
    if (running) {
      return;
    }
    running = true;
    try {
      ByteBuf bytes;
      boolean more = true;
      while (more && !connection.isClosing() && (bytes = input.peek()) != null) {
        more = step(bytes);
      }
    } finally {
      running = false;
    }
    if (connection.isClosing()) {
      input.release();
    }
  }

  /** Whether it may go on with what is left. A request waits until the one before it is over. */
  private boolean step(ByteBuf in) {
    Stream s = stream;
    if (s != null && tunnel) {
      s.onData(input.take(in.readableBytes()), false);
      return false;
    }
    if (s != null ? exchange.isRequestRead() : !connection.isWritable()) {
      return false;
    }
    try {
      return switch (parser.next(in)) {
        case MORE -> false;
        case HEAD -> begin(in);
        case DATA -> data(in, s);
        case END -> end(s);
      };
    } catch (MalformedMessageException e) {
      connection.refuse(DecodeError.of(e));
      return false;
    }
  }

  private boolean begin(ByteBuf in) {
    RequestHead head = RequestHead.of(parser, exchange);
    settings.checkHost(head.headers(), exchange.tls());
    begun = false;
    String http2 = head.http2Settings();
    if (http2 != null && Http2Upgrade.start(connection, head.headers(), http2)) {
      return false;
    }
    requests++;
    exchange.begin(parser, head);
    boolean bodyless = !parser.hasBody();
    if (bodyless) {
      parser.next(in); // its end, for which no byte is needed
    }
    GrpcWebCall web = GrpcWebCall.of(settings.http(), head.headers(), exchange);
    grpcWeb = web;
    Stream s = new Stream(host, web == null ? exchange : web);
    stream = s;
    s.start(head.headers(), bodyless, head.upgrade());
    return true;
  }

  private boolean data(ByteBuf in, @Nullable Stream s) {
    boolean last = parser.isEnd();
    if (last) {
      parser.next(in);
      exchange.requestRead();
    }
    ByteBuf bytes = input.take(parser.dataLength());
    if (s == null) {
      bytes.release();
    } else {
      data(s, bytes, last);
    }
    return true;
  }

  private boolean end(@Nullable Stream s) {
    exchange.requestRead();
    HeaderList trailers = parser.takeTrailers();
    if (s == null) {
      return true;
    }
    if (trailers == null) {
      data(s, Unpooled.EMPTY_BUFFER, true);
    } else {
      s.onTrailers(trailers);
    }
    return true;
  }

  private void data(Stream s, ByteBuf bytes, boolean last) {
    GrpcWebCall web = grpcWeb;
    if (web == null) {
      s.onData(bytes, last);
      return;
    }
    ByteBuf message;
    try {
      message = web.request(bytes, last);
    } catch (IllegalArgumentException e) {
      connection.refuse(DecodeError.of(e));
      return;
    }
    s.onData(message, last);
  }
}
