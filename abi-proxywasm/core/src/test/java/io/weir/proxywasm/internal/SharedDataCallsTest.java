package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.CAS_MISMATCH;
import static io.weir.proxywasm.testkit.Statuses.INTERNAL_FAILURE;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import org.junit.jupiter.api.Test;

/** Shared data as a guest sees it. */
class SharedDataCallsTest {
  private record Read(int status, String text, int cas) {}

  private static Read get(TestGuest g, String key) {
    int cas = g.slot();
    long[] k = g.text(key);
    int pointer = g.slot();
    int size = g.slot();
    int status = g.host("proxy_get_shared_data", k[0], k[1], pointer, size, cas);
    String text = status == 0 ? g.latin(g.memory().readInt(pointer), g.memory().readInt(size)) : "";
    return new Read(status, text, g.memory().readInt(cas));
  }

  private static int set(TestGuest g, String key, String value, int cas) {
    return g.hostText("proxy_set_shared_data", key, TestGuest.joined(g.text(value), cas));
  }

  @Test
  void aMissingKeyIsNotFoundAndItsFirstVersionIsOne() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inRoot(
          g -> {
            assertEquals(NOT_FOUND, get(g, "k").status());
            assertEquals(OK, set(g, "k", "v", 0));
            assertEquals(new Read(OK, "v", 1), get(g, "k"));
          });
    }
  }

  @Test
  void aWriteOfTheWrongVersionIsRefused() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(OK, set(g, "k", "a", 77), "a missing key takes any version");
            int first = get(g, "k").cas();
            assertEquals(OK, set(g, "k", "b", first));
            assertEquals(CAS_MISMATCH, set(g, "k", "c", first));
            assertEquals("b", get(g, "k").text());
            assertNotEquals(first, get(g, "k").cas());
            assertEquals(OK, set(g, "k", "d", 0), "0 is whatever is there");
          });
    }
  }

  @Test
  void anEmptyValueIsAValue() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(OK, set(g, "k", "", 0));
            assertEquals(OK, get(g, "k").status());
          });
    }
  }

  @Test
  void theVmIdIsTheNamespace() {
    TestVm.Setup one = new TestVm.Setup();
    TestVm.Setup same = new TestVm.Setup();
    same.sharedData = one.sharedData;
    TestVm.Setup other = new TestVm.Setup();
    other.sharedData = one.sharedData;
    other.vmId = "another";
    try (TestVm a = TestVm.start(one, g -> {});
        TestVm b = TestVm.start(same, g -> {});
        TestVm c = TestVm.start(other, g -> {})) {
      a.inRoot(g -> assertEquals(OK, set(g, "k", "v", 0)));
      b.inRoot(g -> assertEquals("v", get(g, "k").text()));
      c.inRoot(g -> assertEquals(NOT_FOUND, get(g, "k").status()));
    }
  }

  @Test
  void aFullStoreStillTakesNewValuesOfItsKeys() {
    SharedData data = new SharedData(2, 2000);
    assertEquals(WasmResult.OK, data.set("n", "a", new byte[1], 0));
    assertEquals(WasmResult.OK, data.set("n", "b", new byte[1], 0));
    assertEquals(WasmResult.INTERNAL_FAILURE, data.set("n", "c", new byte[1], 0));
    assertEquals(WasmResult.OK, data.set("n", "a", new byte[2], 0));
  }

  @Test
  void aValueThatIsTooLargeIsRefused() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.limits = WasiCallsTest.memory(8 << 20);
    try (TestVm t = TestVm.start(setup, g -> {})) {
      t.inStream(
          g -> {
            long[] key = g.text("k");
            long[] value = g.bytes(new byte[(1 << 20) + 1]);
            assertEquals(
                INTERNAL_FAILURE,
                g.host("proxy_set_shared_data", key[0], key[1], value[0], value[1], 0));
            assertEquals(NOT_FOUND, get(g, "k").status());
          });
    }
  }

  @Test
  void aNamespaceHoldsSoManyBytesAndWhatIsReplacedIsFreed() {
    SharedData data = new SharedData(10, 2000);
    byte[] value = new byte[900];
    for (int i = 0; i < 10; i++) {
      assertEquals(WasmResult.OK, data.set("a", "one", value, 0), "again " + i);
    }
    assertEquals(WasmResult.OK, data.set("a", "two", value, 0));
    assertEquals(WasmResult.INTERNAL_FAILURE, data.set("a", "three", value, 0));
    assertEquals(WasmResult.OK, data.set("b", "three", value, 0), "another namespace");
    for (int i = 0; i < 10; i++) {
      assertEquals(WasmResult.CAS_MISMATCH, data.set("b", "three", value, 77), "takes nothing");
    }
    assertEquals(WasmResult.OK, data.set("b", "four", value, 0));
  }

  @Test
  void aWriterHasLimitsOfItsOwn() {
    SharedData data = new SharedData();
    assertEquals(WasmResult.OK, data.set("a", "one", new byte[5], 0, 1, 5));
    assertEquals(WasmResult.INTERNAL_FAILURE, data.set("a", "two", new byte[5], 0, 1, 5));
    assertEquals(WasmResult.INTERNAL_FAILURE, data.set("a", "one", new byte[6], 0, 1, 5));
    assertEquals(WasmResult.OK, data.set("a", "one", new byte[4], 0, 1, 5), "it is there");
  }
}
