package io.weir.proxywasm.tck.rule;

import io.weir.proxywasm.tck.wat.Wat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the ABI.
 *
 * @param id {@code family/name}
 * @param text what the rule says
 * @param source where it stands
 * @param drivers how it can be tried
 * @param vmConfiguration what {@code proxy_on_vm_start} gets
 * @param pluginConfiguration what {@code proxy_on_configure} gets, JSON
 * @param refused whether a host must refuse the module or its configuration
 * @param alone whether its host is started for it alone, since one may refuse the module
 * @param traits what else it needs
 * @param filters how often the module stands on the chain; the plugin configuration of each is then
 *     {@code {"filter":1}}, {@code {"filter":2}} and so on
 * @param waitMillis how long the guest is left alone before it is asked for its report
 * @param report what the guest must have written down, or null
 * @param wat the module, in plain WAT
 */
public record Rule(
    String id,
    String text,
    String source,
    Set<Driver> drivers,
    String vmConfiguration,
    String pluginConfiguration,
    boolean refused,
    boolean alone,
    Set<Trait> traits,
    int filters,
    int waitMillis,
    List<Exchange> exchanges,
    @Nullable String report,
    String wat) {

  /** The path of the request that asks a guest for its report. */
  public static final String REPORT_PATH = "/report";

  public Rule {
    drivers = Set.copyOf(drivers);
    traits = Set.copyOf(traits);
    exchanges = List.copyOf(exchanges);
  }

  public String family() {
    return id.substring(0, id.indexOf('/'));
  }

  /** What {@code proxy_on_configure} of each filter gets, in the order of the chain. */
  public List<String> pluginConfigurations() {
    if (filters == 1) {
      return List.of(pluginConfiguration);
    }
    return IntStream.rangeClosed(1, filters).mapToObj("{\"filter\":%d}"::formatted).toList();
  }

  /** The module in its binary form. */
  public byte[] wasm() {
    return Wat.assemble(wat);
  }
}
