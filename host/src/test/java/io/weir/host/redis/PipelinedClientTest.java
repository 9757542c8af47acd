package io.weir.host.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.ext.higress.RedisCallout.Listener;
import io.weir.proxywasm.ext.higress.RedisCallout.Options;
import io.weir.proxywasm.ext.higress.RedisCallout.RedisClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against a server that does as each test says. */
class PipelinedClientTest {
  private final RedisRig rig = new RedisRig();
  private final List<ScriptedRedis> servers = new ArrayList<>();

  private ScriptedRedis server(ScriptedRedis.Script script) throws IOException {
    ScriptedRedis server = new ScriptedRedis(script);
    servers.add(server);
    return server;
  }

  @AfterEach
  void stop() throws Exception {
    for (ScriptedRedis server : servers) {
      server.close();
      assertEquals(List.of(), server.faults());
    }
    rig.close();
  }

  /** Replies to each command with itself. */
  private static void echo(ScriptedRedis.Peer peer) throws IOException {
    String command;
    while (!(command = peer.command()).isEmpty()) {
      peer.send("+" + command + "\r\n");
    }
  }

  @Test
  void repliesGoToTheirCommands() throws Exception {
    RedisClient client = rig.client(server(PipelinedClientTest::echo).port(), RedisRig.within(0));
    rig.on(
        () -> {
          for (int i = 0; i < 3; i++) {
            assertTrue(client.call(RespCommand.of("GET", "k" + i), rig.noting(i + " ")));
          }
          return "";
        });
    for (int i = 0; i < 3; i++) {
      assertEquals(i + " +GET k" + i + "|", rig.next());
    }
  }

  @Test
  void whoWeAreAndWhichDatabaseIsSaidFirst() throws Exception {
    List<String> seen = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    ScriptedRedis server =
        server(
            peer -> {
              seen.add(peer.command());
              seen.add(peer.command());
              peer.send("+OK\r\n+OK\r\n");
              seen.add(peer.command());
              done.countDown();
              peer.send(":1\r\n");
            });
    RedisClient client =
        rig.client("127.0.0.1:" + server.port(), "alice", "secret", new Options(0, 3, 0, 0));
    assertEquals(":1|", rig.ask(client, "PING"));
    done.await();
    assertEquals(List.of("AUTH alice secret", "SELECT 3", "PING"), seen);
  }

  @Test
  void aRefusalOfTheGreetingFailsTheCommandAndSendsItNowhere() throws Exception {
    ScriptedRedis server =
        server(
            peer -> {
              assertEquals("AUTH secret", peer.command());
              peer.send("-WRONGPASS go\u0007 away\r\n");
              assertEquals("", peer.command());
            });
    RedisClient client = rig.client("127.0.0.1:" + server.port(), "", "secret", RedisRig.within(0));
    assertEquals(
        "failed: redis 127.0.0.1:" + server.port() + ": AUTH was refused: WRONGPASS go? away",
        rig.ask(client, "PING"));
  }

  @Test
  void aLateReplyIsNotTheNextOnes() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    ScriptedRedis server =
        server(
            peer -> {
              peer.command();
              late.await();
              peer.send("+late\r\n");
              echo(peer);
            });
    RedisClient client = rig.client(server.port(), RedisRig.within(200));
    assertEquals(
        "failed: redis 127.0.0.1:" + server.port() + ": no reply within 200 ms",
        rig.ask(client, "SLOW"));
    late.countDown();
    assertEquals("+GET k|", rig.ask(client, "GET", "k"));
    assertEquals(1, server.connections(), "and the connection is the same");
  }

  @Test
  void aLostConnectionFailsWhatIsUnderWayAndTheNextCallConnects() throws Exception {
    ScriptedRedis server =
        server(
            peer -> {
              if (peer.number == 1) {
                assertEquals("GET a", peer.command());
                peer.send("+a\r\n");
                assertEquals("GET b", peer.command());
                peer.send("$10\r\nhalf");
                return;
              }
              echo(peer);
            });
    RedisClient client = rig.client(server.port(), RedisRig.within(0));
    assertEquals("+a|", rig.ask(client, "GET", "a"));
    String lost = rig.ask(client, "GET", "b");
    assertTrue(lost.startsWith("failed: redis "), lost);
    assertEquals("+GET c|", rig.ask(client, "GET", "c"));
    assertEquals(2, server.connections());
  }

  @Test
  void aServerThatIsNotThereIsNotAskedAtEachCall() throws Exception {
    ScriptedRedis server = server(ScriptedRedis.Peer::waitForEnd);
    int port = server.port();
    server.close();
    RedisClient client = rig.client(port, RedisRig.within(0));
    for (int i = 0; i < 20; i++) {
      String answer = rig.ask(client, "PING");
      assertTrue(
          answer.startsWith("failed: redis 127.0.0.1:" + port + ": no connection: "), answer);
    }
    RetryDelay delay = new RetryDelay();
    delay.failed(0);
    assertEquals(0, delay.leftMillis(0), "a connection that worked is made again at once");
    for (int i = 0; i < 100; i++) {
      delay.failed(0);
    }
    assertTrue(delay.leftMillis(0) >= 2_500 && delay.leftMillis(0) <= 5_000);
    delay.worked();
    assertEquals(0, delay.leftMillis(0));
  }

  @Test
  void aServerThatTalksNonsenseIsLeft() throws Exception {
    for (String nonsense :
        List.of("HTTP/1.1 400 Bad Request\r\n\r\n", "$99999999999\r\n", "+a\r\n+unasked\r\n")) {
      ScriptedRedis server =
          server(
              peer -> {
                peer.command();
                peer.send(nonsense);
                peer.waitForEnd();
              });
      RedisClient client = rig.client(server.port(), RedisRig.within(0));
      String answer = rig.ask(client, "PING");
      if (nonsense.startsWith("+a")) {
        assertEquals("+a|", answer);
      } else {
        assertTrue(answer.contains("a reply that cannot be read: "), answer);
      }
      rig.on(
          () -> {
            client.close();
            return "";
          });
    }
  }

  @Test
  void whatIsInFlightIsBounded() throws Exception {
    ScriptedRedis server = server(ScriptedRedis.Peer::waitForEnd);
    RedisClient client = rig.client(server.port(), RedisRig.within(0));
    int taken =
        rig.on(
            () -> {
              byte[] ping = RespCommand.of("PING");
              int count = 0;
              while (count < 100_000 && client.call(ping, rig.noting(""))) {
                count++;
              }
              return count;
            });
    assertEquals(PipelinedClient.MAX_IN_FLIGHT, taken);
    RedisClient other = rig.client(server.port(), RedisRig.within(0));
    String large = "x".repeat(PipelinedClient.MAX_BYTES_IN_FLIGHT / 2);
    assertTrue(rig.call(other, "SET", "a", large));
    assertFalse(rig.call(other, "SET", "b", large));
  }

  @Test
  void whatIsNotOneCommandIsNotTaken() throws Exception {
    RedisClient client = rig.client(server(PipelinedClientTest::echo).port(), RedisRig.within(0));
    assertFalse(
        rig.on(() -> client.call(new byte[] {'P', 'I', 'N', 'G', '\r', '\n'}, rig.noting(""))));
    assertEquals("+PING|", rig.ask(client, "PING"));
  }

  /** Their replies would be taken for those of the commands behind them. */
  @Test
  void whatASharedConnectionCannotServeIsRefusedByName() throws Exception {
    ScriptedRedis server = server(PipelinedClientTest::echo);
    RedisClient client = rig.client(server.port(), RedisRig.within(0));
    String refused = "failed: redis 127.0.0.1:" + server.port() + ": ";
    for (String[] words :
        new String[][] {
          {"Subscribe", "a", "b"},
          {"PUNSUBSCRIBE", "a", "b"},
          {"MONITOR"},
          {"hello", "3"},
          {"client", "reply", "off"}
        }) {
      String answer = rig.ask(client, words);
      assertTrue(answer.startsWith(refused + words[0].toUpperCase(Locale.ROOT)), answer);
      assertTrue(answer.endsWith(" is not served on a connection that is shared"), answer);
    }
    assertEquals("+CLIENT ID|", rig.ask(client, "CLIENT", "ID"));
    assertEquals("+GET MONITOR|", rig.ask(client, "GET", "MONITOR"));
  }

  @Test
  void afterItsEndNothingIsHeard() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    ScriptedRedis server =
        server(
            peer -> {
              assertEquals("INCR a", peer.command());
              peer.waitForEnd();
              gone.countDown();
            });
    RedisClient client = rig.client(server.port(), RedisRig.within(50));
    CountDownLatch connected = new CountDownLatch(1);
    rig.on(
        () -> {
          assertTrue(client.call(RespCommand.of("INCR", "a"), rig.noting("")));
          return "";
        });
    while (server.connections() == 0) {
      Thread.sleep(5);
    }
    rig.on(
        () -> {
          client.close();
          client.close();
          connected.countDown();
          return "";
        });
    gone.await();
    assertFalse(rig.call(client, "PING"));
    assertTrue(rig.heardNothingMore());
  }

  /** A guest may call again, or end, from within what it is told. */
  @Test
  void aListenerMayCallAndCloseFromWithin() throws Exception {
    RedisClient client =
        rig.client(
            server(
                    peer -> {
                      peer.command();
                      peer.command();
                      peer.send("+1\r\n+2\r\n");
                      echo(peer);
                    })
                .port(),
            RedisRig.within(0));
    Listener second = rig.noting("second ");
    rig.on(
        () -> {
          client.call(
              RespCommand.of("A"),
              new Listener() {
                @Override
                public void onReply(byte[] reply) {
                  assertTrue(client.call(RespCommand.of("C"), rig.noting("third ")));
                }

                @Override
                public void onFailure(String reason) {
                  throw new AssertionError(reason);
                }
              });
          return client.call(RespCommand.of("B"), second);
        });
    assertEquals("second +2|", rig.next());
    assertEquals("third +C|", rig.next());
    Listener closing =
        new Listener() {
          @Override
          public void onReply(byte[] reply) {
            client.close();
            rig.noting("closed ").onReply(reply);
          }

          @Override
          public void onFailure(String reason) {
            throw new AssertionError(reason);
          }
        };
    rig.on(
        () -> {
          client.call(RespCommand.of("D"), closing);
          return client.call(RespCommand.of("E"), rig.noting("never "));
        });
    assertEquals("closed +D|", rig.next());
    assertTrue(rig.heardNothingMore());
  }

  @Test
  void namesAreThoseOfTheConfiguration() throws Exception {
    ScriptedRedis first = server(PipelinedClientTest::echo);
    rig.configure(first.port());
    assertNull(rig.find("nobody"));
    assertNull(rig.find("outbound|6379||nobody.static"));
    assertNotNull(rig.find("redis"));
    RedisClient client = rig.client("outbound|6379||redis.static", "", "", RedisRig.within(0));
    assertEquals("+PING|", rig.ask(client, "PING"));
    ScriptedRedis second =
        server(
            peer -> {
              peer.command();
              peer.send("+second\r\n");
              peer.waitForEnd();
            });
    rig.configure(second.port());
    first.close();
    String next = rig.ask(client, "PING"); // it may have seen the end of the first, or not yet
    assertEquals("+second|", next.startsWith("failed: ") ? rig.ask(client, "PING") : next);
    rig.configureNothing();
    second.close();
    String answer = rig.ask(client, "PING");
    assertTrue(answer.startsWith("failed: "), answer);
  }
}
