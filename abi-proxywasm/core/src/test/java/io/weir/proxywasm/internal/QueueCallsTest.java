package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.EMPTY;
import static io.weir.proxywasm.testkit.Statuses.INTERNAL_FAILURE;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.host.SharedQueues;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues between VMs. */
class QueueCallsTest {
  private final SharedQueues queues = new SharedQueues();
  private final List<String> ready = new ArrayList<>();
  private final List<TestVm> started = new ArrayList<>();

  private TestVm start(String name, String vmId, boolean adopt, String registers) {
    TestVm.Setup setup = new TestVm.Setup();
    setup.vmId = vmId;
    setup.sharedQueues = queues;
    setup.adopt = adopt;
    return start(
        setup,
        g -> {
          g.on(
              "proxy_on_queue_ready", 2, (root, token, c) -> note(name + " " + root + " " + token));
          if (!registers.isEmpty()) {
            g.on("proxy_on_configure", 2, (root, b, c) -> register(g, registers) > 0 ? 1 : 0);
          }
        });
  }

  private TestVm start(TestVm.Setup setup, java.util.function.Consumer<TestGuest> plugin) {
    TestVm vm = TestVm.start(setup, plugin);
    started.add(vm);
    return vm;
  }

  private TestVm start(String name) {
    return start(name, "vm", true, "");
  }

  @AfterEach
  void closeAll() {
    started.forEach(TestVm::close);
  }

  private int note(String what) {
    ready.add(what);
    return 0;
  }

  private static int register(TestGuest g, String name) {
    int out = g.slot();
    return g.hostText("proxy_register_shared_queue", name, out) == OK
        ? g.memory().readInt(out)
        : -1;
  }

  private static int resolve(TestGuest g, String vmId, String name) {
    int out = g.slot();
    long[] args = TestGuest.joined(TestGuest.joined(g.text(vmId), g.text(name)), out);
    int status = g.host("proxy_resolve_shared_queue", args);
    return status == OK ? g.memory().readInt(out) : -status;
  }

  private static int enqueue(TestGuest g, int token, String item) {
    return g.host("proxy_enqueue_shared_queue", TestGuest.joined(new long[] {token}, g.text(item)));
  }

  private static String dequeue(TestGuest g, int token) {
    TestGuest.Answer answer = g.hostBytes("proxy_dequeue_shared_queue", token);
    return answer.text() == null ? "status " + answer.status() : answer.text();
  }

  @Test
  void itemsComeOutInTheirOrderAndThenThereAreNone() {
    TestVm t = start("a");
    t.inStream(
        g -> {
          int token = register(g, "q");
          assertEquals(token, register(g, "q"), "the same queue");
          assertNotEquals(token, register(g, "other"));
          assertEquals(OK, enqueue(g, token, "one"));
          assertEquals(OK, enqueue(g, token, ""));
          assertEquals("one", dequeue(g, token));
          assertEquals("", dequeue(g, token));
          assertEquals("status " + EMPTY, dequeue(g, token));
        });
  }

  @Test
  void unknownQueuesAreNotFound() {
    TestVm t = start("a");
    t.inStream(
        g -> {
          assertEquals("status " + NOT_FOUND, dequeue(g, 12345));
          assertEquals(NOT_FOUND, enqueue(g, 12345, "x"));
          assertEquals(-NOT_FOUND, resolve(g, "", "nobody has it"));
        });
  }

  @Test
  void aQueueIsFoundByItsVmIdAndTheEmptyOneIsOnesOwn() {
    int[] token = new int[1];
    start("a").inStream(g -> token[0] = register(g, "q"));
    TestVm other = start("b", "other", true, "");
    other.inStream(
        g -> {
          assertEquals(token[0], resolve(g, "vm", "q"));
          assertEquals(-NOT_FOUND, resolve(g, "", "q"));
        });
    start("c").inStream(g -> assertEquals(token[0], resolve(g, "", "q")));
  }

  @Test
  void theOwnersRootHearsOfEachItemInATaskOfItsOwn() {
    TestVm owner = start("owner", "vm", true, "q");
    int root = owner.guest().contexts().getFirst();
    int[] token = new int[1];
    start("writer")
        .inStream(
            g -> {
              token[0] = resolve(g, "", "q");
              enqueue(g, token[0], "1");
              enqueue(g, token[0], "2");
            });
    assertEquals(List.of(), ready, "not on the writer's thread");
    owner.executor.runAll();
    String once = "owner " + root + " " + token[0];
    assertEquals(List.of(once, once), ready);
  }

  @Test
  void anOwnerThatEnqueuesIsNotReentered() {
    TestVm t = start("a", "vm", true, "q");
    t.inStream(
        g -> {
          enqueue(g, resolve(g, "", "q"), "1");
          assertEquals(List.of(), ready);
        });
    t.executor.runAll();
    assertEquals(1, ready.size());
  }

  @Test
  void aTaskMakesAFewCallsAndTheRestFollows() {
    TestVm t = start("a", "vm", true, "q");
    t.inStream(
        g -> {
          for (int i = 0; i < 20; i++) {
            enqueue(g, resolve(g, "", "q"), "x");
          }
        });
    assertEquals(1, t.executor.run());
    assertEquals(8, ready.size());
    t.executor.runAll();
    assertEquals(20, ready.size());
  }

  @Test
  void theLastThatRegisteredHearsOfItems() {
    TestVm first = start("first", "vm", true, "q");
    TestVm second = start("second", "vm", true, "q");
    first.inStream(g -> enqueue(g, resolve(g, "", "q"), "x"));
    first.executor.runAll();
    second.executor.runAll();
    assertEquals(1, ready.size());
    assertEquals("second", ready.getFirst().split(" ")[0]);
  }

  @Test
  void aVmThatNobodyHasAdoptedTakesNoQueueAway() {
    TestVm serving = start("serving", "vm", true, "q");
    TestVm tried = start("tried", "vm", false, "q");
    serving.inStream(g -> enqueue(g, resolve(g, "", "q"), "x"));
    serving.executor.runAll();
    assertEquals("serving", ready.getFirst().split(" ")[0]);
    tried.adopt();
    tried.executor.runAll();
    assertEquals(2, ready.size(), "the item that still waits is told to the new owner");
    assertEquals("tried", ready.getLast().split(" ")[0]);
  }

  @Test
  void aClosedOwnerHearsNothingAndTheItemsStay() {
    TestVm owner = start("owner", "vm", true, "q");
    TestVm writer = start("writer");
    writer.inStream(g -> enqueue(g, resolve(g, "", "q"), "told too late"));
    owner.close();
    owner.executor.runAll();
    writer.inStream(g -> enqueue(g, resolve(g, "", "q"), "told nobody"));
    assertEquals(0, owner.executor.run());
    assertEquals(List.of(), ready);
    writer.inStream(g -> assertEquals("told too late", dequeue(g, resolve(g, "", "q"))));
  }

  @Test
  void aTrapInTheCallbackFailsTheVmAndEndsTheCallbacks() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.sharedQueues = queues;
    TestVm t =
        start(
            setup,
            g ->
                g.on(
                    "proxy_on_queue_ready",
                    2,
                    (root, token, c) -> {
                      note("called");
                      throw TestGuest.unreachable();
                    }));
    t.inStream(
        g -> {
          int token = register(g, "q");
          enqueue(g, token, "1");
          enqueue(g, token, "2");
        });
    t.executor.runAll();
    assertEquals(List.of("called"), ready);
    assertEquals(List.of("failed"), t.stream.events);
  }

  @Test
  void thereIsALimitOfQueuesAVm() {
    TestVm.Setup setup = new TestVm.Setup();
    AbiLimits d = setup.limits;
    setup.limits =
        new AbiLimits(
            d.memoryBytes(),
            d.callback(),
            d.start(),
            4,
            4,
            d.sharedKeys(),
            d.sharedValueBytes(),
            2,
            9);
    TestVm t = start(setup, g -> {});
    t.inStream(
        g -> {
          register(g, "1");
          register(g, "2");
          int out = g.slot();
          assertEquals(INTERNAL_FAILURE, g.hostText("proxy_register_shared_queue", "3", out));
          assertEquals(OK, g.hostText("proxy_register_shared_queue", "2", out), "it has that one");
        });
  }

  @Test
  void badAddressesLoseNoItem() {
    TestVm t = start("a");
    t.inStream(
        g -> {
          assertEquals(INVALID_MEMORY_ACCESS, g.hostText("proxy_register_shared_queue", "q", -2));
          assertEquals(-NOT_FOUND, resolve(g, "", "q"), "nothing was registered");
          int token = register(g, "q");
          enqueue(g, token, "kept");
          assertEquals(
              INVALID_MEMORY_ACCESS, g.host("proxy_dequeue_shared_queue", token, g.slot(), -2));
          assertEquals("kept", dequeue(g, token));
          assertEquals(
              BAD_ARGUMENT, g.host("proxy_register_shared_queue", 0, 1 << 20, g.slot()), "a name");
        });
  }

  @Test
  void openingAQueueTakesItFromNobody() {
    SharedQueues queues = new SharedQueues(1, 1024);
    List<Integer> heard = new ArrayList<>();
    int token = queues.register("vm", "q", heard::add);
    assertEquals(token, queues.open("vm", "q"));
    assertEquals(0, queues.open("vm", "another"), "past the limit");
    queues.enqueue(token, new byte[1]);
    assertEquals(List.of(token), heard);
  }
}
