package io.weir.host.config;

import io.weir.host.config.ConfigReader.Format;
import io.weir.host.config.ConfigValidator.Locator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A wish to change the configuration: read and checked in itself, not yet against the rest. */
public final class ConfigEdit {
  private final List<Step> steps;
  private final Problems places;

  private ConfigEdit(List<Step> steps, Problems places) {
    this.steps = steps;
    this.places = places;
  }

  /**
   * The whole configuration anew.
   *
   * @throws ConfigException with every problem of the text
   */
  public static ConfigEdit replace(String text, Format format) {
    GatewayConfig config = ConfigReader.read(text, format);
    return new ConfigEdit(List.of(new Step.Replace(config)), new Problems());
  }

  /**
   * One object, new or in the place of that with its name. The text may leave {@code name} out.
   *
   * @throws ConfigException with every problem of the text
   */
  public static ConfigEdit put(ObjectKind<?> kind, String name, String text, Format format) {
    Problems problems = new Problems();
    SourceNode object = ConfigReader.parse(text, format, problems);
    String path = Paths.named(kind.label(), name);
    // the places in the text are those of a document of one object: give them its path
    Problems placed = problems.under(path);
    Step step = Step.put(kind, name, object, path, placed);
    placed.throwIfAny();
    return new ConfigEdit(List.of(step), placed);
  }

  /** One object less. */
  public static ConfigEdit delete(ObjectKind<?> kind, String name) {
    return new ConfigEdit(List.of(new Step.Delete<>(kind, name)), new Problems());
  }

  /**
   * Several changes as one: {@code {"changes": [{"op": "put", "kind": "routes", "name": "x",
   * "object": {...}}, {"op": "delete", ...}]}}.
   *
   * @throws ConfigException with every problem of the text
   */
  public static ConfigEdit transaction(String text, Format format) {
    Problems problems = new Problems();
    SourceNode root = ConfigReader.parse(text, format, problems);
    List<Step> steps = Fields.decode(root, "", problems, TransactionDecoder::transaction);
    if (steps.isEmpty()) {
      problems.add("changes", "no change (expected: at least one)", "write changes: [ ... ]");
    }
    problems.throwIfAny();
    return new ConfigEdit(steps, problems);
  }

  /**
   * The configuration as it will be; {@code live} does not change.
   *
   * @param names of the configurations that were changed before
   * @throws ConfigException when the parts do not fit together
   * @throws ConfigChangeException.NoSuchObject when there is nothing to delete
   */
  GatewayConfig applyTo(GatewayConfig live, NameIndex names) {
    GatewayConfig changed = live;
    Map<String, String> paths = new HashMap<>();
    for (Step step : steps) {
      changed = step.applyTo(changed, names);
      paths.putAll(step.paths());
    }
    if (steps.getFirst() instanceof Step.Replace) {
      return changed; // nothing of before is left, and it was checked as a whole
    }
    Problems problems = places.placesOnly();
    Locator locator =
        (kind, index, name) -> {
          String byName = Paths.named(kind.label(), name);
          return paths.getOrDefault(byName, byName);
        };
    ConfigValidator validator = new ConfigValidator(changed, problems, locator, live, names);
    validator.checkObjects();
    // that names are unique needs no check: a step puts an object in the place of its namesake
    validator.checkNamed();
    problems.throwIfAny();
    return changed;
  }

  /** One change. */
  sealed interface Step {
    GatewayConfig applyTo(GatewayConfig live, NameIndex names);

    /** Where in the text an object stands, by its place in the configuration. */
    default Map<String, String> paths() {
      return Map.of();
    }

    /** Reads the object of a put. */
    static <T> Step put(
        ObjectKind<T> kind, String name, SourceNode object, String path, Problems problems) {
      T decoded = kind.decode(Names.give(object, name, path, problems), path, problems);
      return new Put<>(kind, decoded, path);
    }

    record Replace(GatewayConfig config) implements Step {
      @Override
      public GatewayConfig applyTo(GatewayConfig live, NameIndex names) {
        return Unchanged.keep(live, config);
      }
    }

    record Put<T>(ObjectKind<T> kind, T object, String path) implements Step {
      @Override
      public GatewayConfig applyTo(GatewayConfig live, NameIndex names) {
        PartedList<T> objects = PartedList.copyOf(kind.list(live));
        int at = names.find(kind, live, kind.nameOf(object));
        return kind.with(live, at < 0 ? objects.plus(object) : objects.with(at, object));
      }

      @Override
      public Map<String, String> paths() {
        return Map.of(Paths.named(kind.label(), kind.nameOf(object)), path);
      }
    }

    record Delete<T>(ObjectKind<T> kind, String name) implements Step {
      @Override
      public GatewayConfig applyTo(GatewayConfig live, NameIndex names) {
        int at = names.find(kind, live, name);
        if (at < 0) {
          throw new ConfigChangeException.NoSuchObject(kind, name);
        }
        return kind.with(live, PartedList.<T>copyOf(kind.list(live)).without(at));
      }
    }
  }
}
