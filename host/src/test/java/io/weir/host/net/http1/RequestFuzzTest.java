package io.weir.host.net.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.config.HttpLimits;
import io.weir.host.net.http1.MessageParser.Event;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Requests with random damage: however the bytes are cut, the result is the same; and what is
 * accepted means to Netty's decoder what it means here. The seeds are fixed.
 */
class RequestFuzzTest {
  private static final int ROUNDS = 20_000;

  private static final List<String> SEEDS =
      List.of(
          "GET /a HTTP/1.1\r\nhost: x\r\nx-a: 1\r\nX-B:  two words \r\n\r\n",
          "POST /b?c=d HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\nx-a: \u00e4\r\n\r\nhello",
          "POST /c HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\nA;x=\"y\";z\r\n0123456789\r\n0\r\nx-t: 1\r\n\r\n",
          "PUT /d HTTP/1.0\r\nhost: x\r\ncontent-length: 1\r\nconnection: keep-alive\r\n\r\nz");

  private static final String DAMAGE =
      "\r\n \t:;,=\"\0\u0001\u000b\u007f\u00ff0123456789abcdefGETHP/.-+xX";

  private final Http1Workspace work = new Http1Workspace();

  private static String damaged(Random random) {
    StringBuilder bytes = new StringBuilder();
    int requests = 1 + random.nextInt(3);
    for (int i = 0; i < requests; i++) {
      bytes.append(SEEDS.get(random.nextInt(SEEDS.size())));
    }
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      change(bytes, random);
    }
    return bytes.toString();
  }

  private static void change(StringBuilder bytes, Random random) {
    int at = random.nextInt(bytes.length());
    char other = DAMAGE.charAt(random.nextInt(DAMAGE.length()));
    switch (random.nextInt(4)) {
      case 0 -> bytes.setCharAt(at, other);
      case 1 -> bytes.insert(at, other);
      case 2 -> bytes.deleteCharAt(at);
      default -> {
        int end = Math.min(bytes.length(), at + random.nextInt(30));
        bytes.insert(random.nextInt(bytes.length()), bytes.substring(at, end));
      }
    }
  }

  private static int[] cuts(Random random, int length) {
    return random.ints(0, length).limit(random.nextInt(6)).sorted().toArray();
  }

  @Test
  void cutsChangeNothing() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      String bytes = damaged(random) + "\n"; // half a line is looked at when its end is there
      String whole = Transcript.of(new RequestParser(work, HttpLimits.DEFAULT), bytes);
      int[] cuts = cuts(random, bytes.length());
      assertEquals(whole, Transcript.of(new RequestParser(work, HttpLimits.DEFAULT), bytes, cuts));
      String slow = Transcript.byteByByte(new RequestParser(work, HttpLimits.DEFAULT), bytes);
      assertEquals(whole, slow, bytes);
    }
  }

  @Test
  void whatIsAcceptedMeansTheSameToNetty() {
    Random random = new Random(2);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String bytes = damaged(random);
      List<String> ours = requests(bytes);
      List<String> theirs = NettyReference.requests(bytes);
      assertTrue(theirs.size() >= ours.size(), () -> bytes + "\n" + ours + "\n" + theirs);
      assertEquals(theirs.subList(0, ours.size()), ours, bytes);
      accepted += ours.size();
    }
    assertTrue(accepted > ROUNDS, "accepted: " + accepted);
  }

  /** As {@link NettyReference#requests}. */
  private List<String> requests(String bytes) {
    RequestParser parser = new RequestParser(work, HttpLimits.DEFAULT);
    ByteBuf in = Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1);
    List<String> requests = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    String head = "";
    try {
      Event event;
      while ((event = parser.next(in)) != Event.MORE) {
        if (event == Event.HEAD) {
          head = parser.method() + " " + parser.target() + " " + list(parser.headers());
          body.setLength(0);
        } else if (event == Event.DATA) {
          body.append(in.readCharSequence(parser.dataLength(), StandardCharsets.ISO_8859_1));
        } else {
          requests.add(head + "<" + body + ">" + list(parser.takeTrailers()));
        }
      }
    } catch (MalformedMessageException e) {
      // the rest is refused
    } finally {
      in.release();
    }
    return requests;
  }

  private static String list(@Nullable HeaderList headers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; headers != null && i < headers.size(); i++) {
      if (headers.name(i).startsWith("x")) {
        text.append(headers.name(i)).append('=').append(headers.value(i)).append('|');
      }
    }
    return text.toString();
  }
}
