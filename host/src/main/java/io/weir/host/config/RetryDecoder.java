package io.weir.host.config;

import io.weir.host.config.RetrySettings.Budget;
import io.weir.host.config.RetrySettings.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When and how a request is sent again. */
final class RetryDecoder {
  private static final int GROWTH = 10;

  private RetryDecoder() {}

  static RetrySettings retry(Fields fields) {
    fields.unsupported("perTryTimeout", "write timeouts.backendRequest, the limit of each try");
    RetrySettings usual = Defaults.RETRY;
    Duration backoff = fields.duration("backoff", usual.backoff());
    return new RetrySettings(
        fields.integer("attempts", usual.attempts()),
        fields.integers("codes"),
        backoff,
        fields.duration("maxBackoff", backoff.multipliedBy(GROWTH)),
        triggers(fields),
        fields.smallSize("bufferBytes", usual.bufferBytes()),
        fields.object("budget", RetryDecoder::budget),
        fields.flag("attemptCountHeader", usual.attemptCountHeader()));
  }

  private static List<Trigger> triggers(Fields fields) {
    if (fields.optionalNode("on") == null) {
      return Defaults.RETRY.on();
    }
    List<Trigger> triggers = new ArrayList<>();
    for (String text : fields.texts("on")) {
      Trigger trigger = Trigger.of(text);
      if (trigger == null) {
        List<String> names = Arrays.stream(Trigger.values()).map(Trigger::text).toList();
        String message = Fields.quote(text) + " (expected: " + String.join(", ", names) + ")";
        fields.problem("on", message, Suggestions.remedy(text, names));
      } else {
        triggers.add(trigger);
      }
    }
    return List.copyOf(triggers);
  }

  private static Budget budget(Fields fields) {
    Budget usual = Defaults.RETRY.budget();
    return new Budget(
        fields.integer("percent", usual.percent()),
        fields.integer("minConcurrent", usual.minConcurrent()));
  }
}
