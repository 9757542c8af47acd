package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.weir.host.config.ConfigReader.Format;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * What is done for many routes grows with their number and no faster: told by what it allocates.
 */
class ManyRoutesTest {
  private static final int FEW = 500;
  private static final int MANY = 4 * FEW;

  /** Four times as much, and room for tables that are the power of two above. */
  private static final double LINEAR = 5.5;

  /** What a change of one route may allocate, however many others there are. */
  private static final int BYTES_A_CHANGE = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aDocumentIsReadInLinearTime() {
    assertLinear(routes -> ConfigReader.read(document(routes), Format.JSON));
  }

  @Test
  void aYamlDocumentIsReadInLinearTime() {
    assertLinear(routes -> ConfigReader.read(ConfigWriter.yaml(config(routes)), Format.YAML));
  }

  @Test
  void aDocumentIsWrittenInLinearTime() {
    GatewayConfig few = config(FEW);
    GatewayConfig many = config(MANY);
    assertLinear(routes -> ConfigWriter.json(routes == FEW ? few : many));
  }

  @Test
  void aChangeOfOneRouteLooksAtNoOther() {
    changeOfARoute(FEW); // the first one loads classes
    long bytes = changeOfARoute(10 * MANY);
    assertTrue(bytes < BYTES_A_CHANGE, () -> bytes + " bytes");
  }

  private long changeOfARoute(int routes) {
    GatewayConfig live = config(routes);
    NameIndex names = new NameIndex();
    EntityTags tags = new EntityTags();
    GatewayConfig warm = put(live, routes / 2).applyTo(live, names);
    tags.of(warm);
    ConfigEdit edit = put(live, routes / 3);
    long before = threads.getCurrentThreadAllocatedBytes();
    GatewayConfig changed = edit.applyTo(warm, names);
    tags.of(changed);
    StoreChange.between(warm, changed);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(routes, changed.routes().size());
    return bytes;
  }

  /** What routes name is still there, so nothing of them is to be checked. */
  @Test
  void aChangeOfAnUpstreamLooksAtNoRoute() {
    long few = changeOfAnUpstream(FEW);
    long many = changeOfAnUpstream(10 * MANY);
    assertTrue(many < few + 2 * 10 * MANY, () -> many + " bytes, where few routes take " + few);
  }

  private long changeOfAnUpstream(int routes) {
    NameIndex names = new NameIndex();
    GatewayConfig first = config(routes);
    GatewayConfig live = upstream("127.0.0.1:1").applyTo(first, names);
    StoreChange.between(first, live); // the first one loads classes
    ConfigEdit edit = upstream("127.0.0.1:2");
    long before = threads.getCurrentThreadAllocatedBytes();
    GatewayConfig changed = edit.applyTo(live, names);
    StoreChange.between(live, changed);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static ConfigEdit upstream(String address) {
    String text = "{\"endpoints\":[\"" + address + "\"]}";
    return ConfigEdit.put(ObjectKind.UPSTREAMS, "shop", text, Format.JSON);
  }

  private static ConfigEdit put(GatewayConfig live, int number) {
    String name = live.routes().get(number).name();
    return ConfigEdit.put(ObjectKind.ROUTES, name, route(number, "/new"), Format.JSON);
  }

  private void assertLinear(IntConsumer work) {
    work.accept(FEW); // the first one loads classes
    long few = allocated(work, FEW);
    long many = allocated(work, MANY);
    assertTrue(many < few * LINEAR, () -> many + " bytes for four times what takes " + few);
  }

  private long allocated(IntConsumer work, int routes) {
    long before = threads.getCurrentThreadAllocatedBytes();
    work.accept(routes);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static GatewayConfig config(int routes) {
    return ConfigReader.read(document(routes), Format.JSON);
  }

  private static String document(int routes) {
    StringBuilder json = new StringBuilder();
    json.append("{\"listeners\":[{\"name\":\"web\",\"address\":\"127.0.0.1:8080\"}],");
    json.append("\"upstreams\":[{\"name\":\"shop\",\"endpoints\":[\"127.0.0.1:9001\"]}],");
    json.append("\"routes\":[");
    for (int i = 0; i < routes; i++) {
      json.append(i == 0 ? "" : ",").append(route(i, "/api"));
    }
    return json.append("]}").toString();
  }

  private static String route(int number, String path) {
    return """
        {"name":"route-%d","hostnames":["shop-%d.example.com"],
        "matches":[{"path":{"value":"%s"}}],"backendRefs":[{"name":"shop"}]}"""
        .formatted(number, number, path);
  }
}
