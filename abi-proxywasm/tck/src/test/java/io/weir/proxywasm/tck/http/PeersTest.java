package io.weir.proxywasm.tck.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import io.weir.proxywasm.tck.rule.Trait;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The client and the origins with no gateway between them. */
class PeersTest {
  private static final Message ANSWER =
      new Message(
          "201",
          List.of(new Field("x-a", "1")),
          List.of("one", "two"),
          List.of(new Field("x-t", "2")));

  private static final Message REQUEST =
      new Message(
          "POST /path", List.of(), List.of("a", "b"), List.of(new Field("x-trailer", "end")));

  @Test
  void http2CarriesAllOfAMessageBothWays() throws Exception {
    try (Peers peers = new Peers()) {
      peers.script.expect(ANSWER, false);
      int port = peers.surroundings().http2();
      Message answer = peers.exchange(port, REQUEST, Set.of(Trait.HTTP2));
      assertEquals(
          new Message("201", ANSWER.headers(), List.of("onetwo"), ANSWER.trailers()), answer);
      assertEquals(
          new Message("POST /path", List.of(), List.of("ab"), REQUEST.trailers()),
          peers.script.seen());
    }
  }

  @Test
  void aLiveAnswerGoesOnAsTheClientReadsIt() throws Exception {
    try (Peers peers = new Peers()) {
      peers.script.expect(ANSWER, true);
      Message answer = peers.exchange(peers.surroundings().origin(), REQUEST, Set.of());
      assertEquals("onetwo", answer == null ? "none" : answer.body());
    }
  }

  @Test
  void aLiveAnswerIsBrokenOffWhenTheClientDoesNotTellThatItReads() throws Exception {
    Script script = new Script(100);
    script.expect(ANSWER, true);
    try (Origin origin = new Origin(script);
        Socket deaf = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
      Wire.write(deaf.getOutputStream(), REQUEST, "POST / HTTP/1.1", Wire.STEADY);
      assertThrows(EOFException.class, () -> Wire.read(deaf.getInputStream(), true));
    }
  }
}
