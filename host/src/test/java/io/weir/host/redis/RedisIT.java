package io.weir.host.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.ext.higress.RedisCallout.Listener;
import io.weir.proxywasm.ext.higress.RedisCallout.Options;
import io.weir.proxywasm.ext.higress.RedisCallout.RedisClient;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a real Redis. */
class RedisIT {
  @TempDir Path folder;
  private final RedisRig rig = new RedisRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void whatIsSetIsGot() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder)) {
      RedisClient client = rig.client(redis.port(), RedisRig.within(30_000));
      assertEquals("+OK|", rig.ask(client, "SET", "k", "a\r\nb"));
      assertEquals("$4|a|b|", rig.ask(client, "GET", "k"));
      assertEquals("$-1|", rig.ask(client, "GET", "none"));
      assertEquals(":2|", rig.ask(client, "RPUSH", "list", "x", "y"));
      assertEquals("*2|$1|x|$1|y|", rig.ask(client, "LRANGE", "list", "0", "-1"));
      assertEquals("*2|:1|*1|+x|", rig.ask(client, "EVAL", "return {1,{{ok='x'}}}", "0"));
      assertTrue(rig.ask(client, "NOSUCH").startsWith("-ERR unknown command"));
      assertEquals("*0|", rig.ask(client, "KEYS", "nothing*"));
    }
  }

  @Test
  void tenThousandCommandsInOneTurnOfTheLoop() throws Exception {
    int count = 10_000;
    try (RedisProcess redis = new RedisProcess(folder)) {
      RedisClient client = rig.client(redis.port(), new Options(60_000, 0, 1, 4096));
      AtomicIntegerArray replies = new AtomicIntegerArray(count);
      CompletableFuture<String> done = new CompletableFuture<>();
      AtomicInteger left = new AtomicInteger(count);
      rig.on(
          () -> {
            for (int i = 0; i < count; i++) {
              int index = i;
              boolean taken =
                  client.call(
                      RespCommand.of("ECHO", "n" + i),
                      new Listener() {
                        @Override
                        public void onReply(byte[] reply) {
                          boolean right = new String(reply).contains("\nn" + index + "\r");
                          replies.addAndGet(index, right ? 1 : 100);
                          if (left.decrementAndGet() == 0) {
                            done.complete("");
                          }
                        }

                        @Override
                        public void onFailure(String reason) {
                          done.complete(reason);
                        }
                      });
              assertTrue(taken);
            }
            return "";
          });
      assertEquals("", done.get(60, TimeUnit.SECONDS));
      for (int i = 0; i < count; i++) {
        assertEquals(1, replies.get(i), "command " + i);
      }
    }
  }

  @Test
  void aPasswordAndAUserAreAskedFor() throws Exception {
    String[] options =
        "--requirepass secret --user alice on >wonder ~a:* +get +set +ping".split(" ", -1);
    try (RedisProcess redis = new RedisProcess(folder, options)) {
      String at = "127.0.0.1:" + redis.port();
      assertTrue(rig.ask(rig.client(at, "", "", RedisRig.within(0)), "PING").startsWith("-NOAUTH"));
      assertEquals("+PONG|", rig.ask(rig.client(at, "", "secret", RedisRig.within(0)), "PING"));
      String wrong = rig.ask(rig.client(at, "", "wrong", RedisRig.within(0)), "PING");
      assertTrue(wrong.startsWith("failed: redis " + at + ": AUTH was refused: WRONGPASS"), wrong);
      assertFalse(wrong.contains("wrong "), "no password in what is told: " + wrong);
      RedisClient alice = rig.client(at, "alice", "wonder", RedisRig.within(0));
      assertEquals("+OK|", rig.ask(alice, "SET", "a:1", "x"));
      assertTrue(rig.ask(alice, "SET", "b:1", "x").startsWith("-NOPERM"));
    }
  }

  @Test
  void eachDatabaseIsItsOwnAlsoAfterALoss() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder)) {
      RedisClient zero = rig.client(redis.port(), RedisRig.within(0));
      RedisClient nine = rig.client(redis.port(), new Options(0, 9, 0, 0));
      assertEquals("+OK|", rig.ask(nine, "SET", "k", "nine"));
      assertEquals("$-1|", rig.ask(zero, "GET", "k"));
      rig.ask(zero, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      String answer = rig.ask(nine, "GET", "k");
      for (int i = 0; i < 100 && answer.startsWith("failed"); i++) {
        answer = rig.ask(nine, "GET", "k");
      }
      assertEquals("$4|nine|", answer);
      RedisClient none = rig.client(redis.port(), new Options(0, 99, 0, 0));
      assertTrue(
          rig.ask(none, "PING").contains("SELECT 99 was refused: ERR DB index is out of range"));
    }
  }

  @Test
  void aServerKilledUnderLoadIsFoundAgain() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder)) {
      RedisClient client = rig.client(redis.port(), RedisRig.within(30_000));
      assertEquals("+PONG|", rig.ask(client, "PING"));
      for (int i = 0; i < 1_000; i++) {
        assertTrue(rig.call(client, "INCR", "n"));
      }
      redis.kill();
      int replies = 0;
      for (int i = 0; i < 1_000; i++) {
        replies += rig.next().startsWith(":") ? 1 : 0;
      }
      assertTrue(rig.heardNothingMore(), "each command was told once; " + replies + " of them ran");
      assertTrue(rig.ask(client, "PING").startsWith("failed: redis "));
      redis.restart();
      String answer = rig.ask(client, "PING");
      for (int i = 0; i < 1_000 && answer.startsWith("failed"); i++) {
        Thread.sleep(10);
        answer = rig.ask(client, "PING");
      }
      assertEquals("+PONG|", answer);
    }
  }

  @Test
  void aPauseOfTheServerFailsWhatIsLateAndNoMore() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder)) {
      RedisClient client = rig.client(redis.port(), RedisRig.within(500));
      assertEquals("+OK|", rig.ask(client, "SET", "k", "v"));
      assertEquals("+OK|", rig.ask(client, "CLIENT", "PAUSE", "1500", "ALL"));
      String late = rig.ask(client, "GET", "k");
      assertTrue(late.endsWith(": no reply within 500 ms"), late);
      String answer = rig.ask(client, "ECHO", "mine");
      for (int i = 0; i < 20 && answer.startsWith("failed"); i++) {
        answer = rig.ask(client, "ECHO", "mine");
      }
      assertEquals("$4|mine|", answer);
      assertTrue(rig.heardNothingMore());
    }
  }

  @Test
  void theLoopGoesOnWhileTheServerSleeps() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder, "--enable-debug-command", "yes")) {
      RedisClient client = rig.client(redis.port(), RedisRig.within(30_000));
      assertEquals("+PONG|", rig.ask(client, "PING"));
      Future<String> turns =
          CompletableFuture.supplyAsync(
              () -> {
                int count = 0;
                while (rig.heardNothingMore()) {
                  rig.on(() -> "");
                  count++;
                }
                return Integer.toString(count);
              });
      assertTrue(rig.call(client, "DEBUG", "SLEEP", "1"));
      int count = Integer.parseInt(turns.get(30, TimeUnit.SECONDS));
      assertEquals("+OK|", rig.next());
      assertTrue(count > 10, "turns of the loop while it waited: " + count);
    }
  }

  @Test
  void largeValuesPassAndTooLargeOnesAreRefused() throws Exception {
    try (RedisProcess redis = new RedisProcess(folder)) {
      RedisClient client = rig.client(redis.port(), RedisRig.within(60_000));
      String large = "x".repeat(8 << 20);
      assertEquals("+OK|", rig.ask(client, "SET", "k", large));
      assertEquals("$" + large.length() + "|" + large + "|", rig.ask(client, "GET", "k"));
      assertEquals(
          ":" + (RedisLink.MAX_REPLY + 1) + "|",
          rig.ask(client, "SETRANGE", "k", Integer.toString(RedisLink.MAX_REPLY), "y"));
      String refused = rig.ask(client, "GET", "k");
      assertTrue(refused.contains("larger than 16777216 bytes"), refused);
      assertEquals("+PONG|", rig.ask(client, "PING"));
    }
  }
}
