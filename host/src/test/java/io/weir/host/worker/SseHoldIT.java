package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One chunk of a live event stream waits for a call of the plugin; nothing else does. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class SseHoldIT {
  /** Holds its second chunk until its call is answered, then adds a comment to it. */
  private static final String HOLDS =
      """
      (module
        (import "env" "proxy_http_call"
          (func $call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
        (import "env" "proxy_set_effective_context" (func $mean (param i32) (result i32)))
        (import "env" "proxy_continue_stream" (func $continue (param i32) (result i32)))
        (import "env" "proxy_set_buffer_bytes"
          (func $set (param i32 i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 16) "checker")
        (data (i32.const 32) "\\03\\00\\00\\00\\07\\00\\00\\00\\03\\00\\00\\00\\05\\00\\00\\00\\01\\00\\00\\00\\0a\\00\\00\\00\\01\\00\\00\\00:method\\00GET\\00:path\\00/\\00:authority\\00x\\00")
        (data (i32.const 128) "\\00\\00\\00\\00")
        (data (i32.const 144) ": checked\\0a\\0a")
        (global $chunks (mut i32) (i32.const 0))
        (global $stream (mut i32) (i32.const 0))
        (func (export "proxy_abi_version_0_2_1"))
        (func (export "malloc") (param i32) (result i32) (i32.const 1024))
        (func (export "proxy_on_response_body") (param i32 i32 i32) (result i32)
          (global.set $chunks (i32.add (global.get $chunks) (i32.const 1)))
          (if (i32.ne (global.get $chunks) (i32.const 2)) (then (return (i32.const 0))))
          (global.set $stream (local.get 0))
          (drop (call $call (i32.const 16) (i32.const 7) (i32.const 32) (i32.const 68)
            (i32.const 0) (i32.const 0) (i32.const 128) (i32.const 4) (i32.const 0)
            (i32.const 160)))
          (i32.const 1))
        (func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
          (drop (call $mean (global.get $stream)))
          (drop (call $set (i32.const 1) (i32.const 1000000) (i32.const 0) (i32.const 144)
            (i32.const 11)))
          (drop (call $continue (i32.const 1)))))
      """;

  @TempDir Path folder;
  private final CountDownLatch two = new CountDownLatch(1);
  private final CountDownLatch three = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private RawOrigin events;
  private RawOrigin checker;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    events =
        new RawOrigin(
            peer -> {
              String head = peer.head();
              if (!head.startsWith("GET /events")) {
                peer.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
                return;
              }
              peer.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n");
              peer.send("transfer-encoding: chunked\r\n\r\n" + chunk("data: one\n\n"));
              two.await(10, TimeUnit.SECONDS);
              peer.send(chunk("data: two\n\n"));
              three.await(10, TimeUnit.SECONDS);
              peer.send(chunk("data: three\n\n") + "0\r\n\r\n");
            });
    checker =
        new RawOrigin(
            peer -> {
              peer.head();
              asked.countDown();
              answer.await(10, TimeUnit.SECONDS);
              peer.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            });
    gateway = new TestGateway(folder, 1);
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
          - { name: events, endpoints: [ "127.0.0.1:%d" ] }
          - { name: checker, endpoints: [ "127.0.0.1:%d" ] }
        plugins: [ { name: holds, url: "%s" } ]
        routes:
          - name: events
            matches: [ { path: { type: PathPrefix, value: /events } } ]
            backendRefs: [ { name: events } ]
            plugins: [ { name: holds } ]
          - { name: others, backendRefs: [ { name: events } ] }
        """
            .formatted(events.port(), checker.port(), Wats.module(folder, "holds", HOLDS)));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    events.close();
    checker.close();
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  @Test
  void theChunkGoesOnOnceTheCallIsAnsweredAndTheStreamLives() throws Exception {
    try (RawClient client = gateway.connect()) {
      client.send("GET /events HTTP/1.1\r\nhost: x\r\n\r\n");
      assertTrue(client.readTo("data: one\n\n\r\n").contains("text/event-stream"));
      two.countDown();
      assertTrue(asked.await(10, TimeUnit.SECONDS), "the plugin has called");
      // The only worker goes on meanwhile.
      String other = gateway.exchange("GET /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      assertTrue(other.endsWith("ok"), other);
      assertEquals(0, client.socket().getInputStream().available(), "the chunk is held");
      answer.countDown();
      assertEquals("16\r\ndata: two\n\n: checked\n\n\r\n", client.readTo(": checked\n\n\r\n"));
      three.countDown();
      assertEquals("d\r\ndata: three\n\n\r\n0\r\n\r\n", client.readTo("0\r\n\r\n"));
    }
    assertEquals(List.of(), events.faults());
  }
}
