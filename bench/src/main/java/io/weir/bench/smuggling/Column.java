package io.weir.bench.smuggling;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All cases through one gateway to one upstream. */
record Column(Upstream upstream, int gatewayPort) {

  Map<String, Verdict> run(List<Probe> probes) throws IOException {
    Client client = new Client(gatewayPort);
    boolean strict = upstream instanceof Recorder;
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    upstream.take();
    for (Probe probe : probes) {
      client.send(probe.bytes());
      boolean sane = client.isSane();
      verdicts.put(probe.id(), Verdict.of(probe, upstream.take(), sane, strict));
    }
    return verdicts;
  }
}
