package io.weir.bench.torture.client;

import io.weir.bench.torture.payload.BodyVerifier;
import io.weir.bench.torture.payload.ByteSource;
import io.weir.bench.torture.stamp.Judgement;
import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.Sighting;
import io.weir.bench.torture.stamp.StampSet;
import io.weir.bench.torture.wire.BodyReader;
import io.weir.bench.torture.wire.ResponseHead;
import io.weir.bench.torture.wire.WireConnection;
import io.weir.bench.torture.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request and its answer: what is common to all kinds. For a single thread. */
final class Exchange {

  private static final int PART = 16 * 1024;

  private final Target target;
  private final Kind kind;
  private final String name;
  private final WireConnection connection;
  private final int floor;
  private final long startNanos = System.nanoTime();
  private int connectionFloor;
  private int step = Integer.MAX_VALUE;
  private StampSet stamps = StampSet.NONE;
  private boolean entered;
  private @Nullable ResponseHead head;

  /**
   * @param name what messages call the stream
   * @param connectionFloor the oldest step that an earlier answer on the connection leaves possible
   */
  Exchange(Target target, Kind kind, String name, WireConnection connection, int connectionFloor) {
    this.target = target;
    this.kind = kind;
    this.name = name;
    this.connection = connection;
    this.connectionFloor = connectionFloor;
    this.floor = target.ledger().committed();
  }

  WireConnection connection() {
    return connection;
  }

  int connectionFloor() {
    return connectionFloor;
  }

  /** The stamps that the answer came with. */
  StampSet stamps() {
    return stamps;
  }

  /** Whether the connection cannot take another request. */
  boolean lastOnConnection() {
    return head != null && connection.finished(head);
  }

  /** Sends a request head; {@code headers} are whole lines. */
  void send(String method, String path, String... headers) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + path + " HTTP/1.1");
    lines.add("host: torture.test");
    lines.addAll(List.of(headers));
    connection.sendHead(lines);
  }

  /** The stream runs now: it counts among those open at one time. */
  void established() {
    if (!entered) {
      entered = true;
      target.tally().enter(kind);
    }
  }

  /**
   * Reads the answer's head and judges its stamps.
   *
   * @throws CountedException when the status is another
   */
  void readHead(int status) throws IOException {
    ResponseHead answer = connection.readHead();
    head = answer;
    if (answer.status() != status) {
      String message = "%s: status %d (expected: %d)".formatted(name, answer.status(), status);
      target.tally().wrong(kind, Count.NON_2XX, message);
      throw new CountedException(message);
    }
    judge(answer);
    established();
  }

  /** Reads the answer's body to its end and compares it with the first bytes of a source. */
  void verifyBody(ByteSource expected, long length, Pace pace) throws IOException {
    BodyReader body = body();
    BodyVerifier verifier = new BodyVerifier(expected, stamps.key());
    byte[] part = new byte[PART];
    for (int got = body.read(part); got >= 0; got = body.read(part)) {
      verifier.accept(part, 0, got);
      pace.after(got);
    }
    bytes(verifier.position());
    check(verifier, length);
  }

  /** Reads the answer's body to its end, its keys taken off: it may come in any number of parts. */
  byte[] readBody() throws IOException {
    BodyReader body = body();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    for (int got = body.read(part); got >= 0; got = body.read(part)) {
      all.write(part, 0, got);
      if (all.size() > PART) {
        throw new WireException("answer: over %d bytes (expected: a small one)".formatted(PART));
      }
    }
    byte[] text = all.toByteArray();
    for (int i = 0; i < text.length; i++) {
      text[i] ^= (byte) stamps.key();
    }
    return text;
  }

  /** Counts a wrong stream, once for whatever is wrong with its bytes. */
  void check(BodyVerifier verifier, long length) {
    String problem = verifier.problem();
    if (problem != null) {
      wrong(problem);
    } else if (verifier.position() != length) {
      wrong("%d bytes (expected: %d)".formatted(verifier.position(), length));
    }
  }

  void wrong(String problem) {
    String message = "%s: %s; its stamps: %s".formatted(name, problem, stamps);
    target.tally().wrong(kind, Count.MISMATCHES, message);
  }

  void bytes(long n) {
    target.tally().add(kind, Count.BYTES, n);
  }

  /** The stream came to its end. */
  void complete() {
    target.tally().add(kind, Count.COMPLETED, 1);
    if (target.ledger().committed() > step) {
      target.tally().add(kind, Count.CROSSED, 1);
    }
  }

  void close() {
    if (entered) {
      target.tally().leave(kind);
    }
  }

  private BodyReader body() throws IOException {
    if (head == null) {
      throw new IllegalStateException("exchange: no head yet (expected: readHead first)");
    }
    return connection.body(head);
  }

  private void judge(ResponseHead answer) {
    Set<Lang> langs = target.ledger().plan().langs();
    stamps = StampSet.read(langs, answer::header, Lang::responseHeader);
    StampSet seen = StampSet.read(langs, answer::header, Lang::seenHeader);
    if (!seen.equals(stamps)) {
      String message = "%s: request by %s, response by %s".formatted(name, seen, stamps);
      target.tally().wrong(kind, Count.MIXED, message);
    }
    Sighting sighting = target.ledger().judge(stamps, floor, connectionFloor, startNanos);
    connectionFloor = sighting.connectionFloor();
    step = sighting.step();
    Count count = count(sighting.judgement());
    if (count != null) {
      String message =
          "%s: %s by %s, after step %d"
              .formatted(name, sighting.judgement(), stamps, Math.max(floor, connectionFloor));
      target.tally().wrong(kind, count, message);
    }
  }

  private static @Nullable Count count(Judgement judgement) {
    return switch (judgement) {
      case RIGHT -> null;
      case MIXED -> Count.MIXED;
      case STALE -> Count.STALE;
      case EARLY, WENT_BACK -> Count.DISORDER;
    };
  }
}
