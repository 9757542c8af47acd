package io.weir.bench.torture.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.StampSet;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** One client connection and its upstream: passes exchanges on, stamped. */
final class FakeConnection {

  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static final int REFUSE_EVERY = 100;

  private final FakeFault fault;
  private final Supplier<FakeTable> table;
  private final InputStream clientIn;
  private final OutputStream clientOut;
  private final InputStream upstreamIn;
  private final OutputStream upstreamOut;

  FakeConnection(FakeFault fault, Supplier<FakeTable> table, Socket client, Socket upstream)
      throws IOException {
    this.fault = fault;
    this.table = table;
    this.clientIn = new BufferedInputStream(client.getInputStream());
    this.clientOut = client.getOutputStream();
    this.upstreamIn = new BufferedInputStream(upstream.getInputStream());
    this.upstreamOut = upstream.getOutputStream();
  }

  /** Serves requests until either side ends. */
  void run() throws IOException {
    while (true) {
      List<String> request = readHead(clientIn);
      FakeTable pinned = table.get();
      pinned.streams().incrementAndGet();
      try {
        exchange(request, pinned);
      } finally {
        pinned.streams().decrementAndGet();
      }
    }
  }

  private void exchange(List<String> request, FakeTable pinned) throws IOException {
    if (fault == FakeFault.REFUSE && REQUESTS.incrementAndGet() % REFUSE_EVERY == 0) {
      clientOut.write("HTTP/1.1 503 Refused\r\ncontent-length: 0\r\n\r\n".getBytes(ISO_8859_1));
      throw new EOFException("refused");
    }
    boolean stampBody = request.contains("x-stamp-body: request");
    write(upstreamOut, request, pinned.stamps(), Lang::requestHeader);
    int requestKey = stampBody ? pinned.stamps().key() : 0;
    body(request, clientIn, upstreamOut, () -> requestKey);

    List<String> response = readHead(upstreamIn);
    FakeTable answering = fault == FakeFault.SPLIT ? table.get() : pinned;
    write(clientOut, response, answering.stamps(), Lang::responseHeader);
    IntSupplier key = () -> (fault == FakeFault.MIDSTREAM ? table.get() : answering).stamps().key();
    if (response.getFirst().contains(" 101 ")) {
      Thread.ofVirtual().start(this::pumpUp);
      FakePump.toEnd(upstreamIn, clientOut, key);
      throw new EOFException("tunnel over");
    }
    body(response, upstreamIn, clientOut, key);
  }

  private void pumpUp() {
    try {
      FakePump.toEnd(clientIn, upstreamOut, () -> 0);
    } catch (IOException e) {
      // The other direction ends the connection.
    }
  }

  private static void body(List<String> head, InputStream in, OutputStream out, IntSupplier key)
      throws IOException {
    for (String line : head) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.equals("transfer-encoding: chunked")) {
        FakePump.chunked(in, out, key);
      } else if (lower.startsWith("content-length: ")) {
        FakePump.length(in, out, Long.parseLong(lower.substring("content-length: ".length())), key);
      }
    }
  }

  private static List<String> readHead(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = FakePump.line(in); !line.isEmpty(); line = FakePump.line(in)) {
      lines.add(line);
    }
    return lines;
  }

  private static void write(
      OutputStream out, List<String> head, StampSet stamps, Function<Lang, String> name)
      throws IOException {
    List<String> lines = new ArrayList<>(head);
    stamps.stamps().forEach((lang, stamp) -> lines.add(name.apply(lang) + ": " + stamp));
    out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
  }
}
