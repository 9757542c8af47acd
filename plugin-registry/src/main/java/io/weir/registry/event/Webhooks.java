package io.weir.registry.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.config.WebhookConfig;
import io.weir.registry.config.WebhookConfig.Event;
import io.weir.registry.http.CurrentRequest;
import io.weir.registry.store.StoreChange;
import io.weir.registry.store.StoreListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** All webhooks of a registry. A change only puts an event into queues. Thread-safe. */
public final class Webhooks implements StoreListener, AutoCloseable {
  private final String instance = UUID.randomUUID().toString();
  private final List<Webhook> hooks = new ArrayList<>();

  /**
   * Starts them, with what the last run could not send.
   *
   * @param folder where what is not sent yet is kept over an ordinary stop
   * @throws IOException when that cannot be read
   */
  public Webhooks(List<WebhookConfig> configs, Path folder) throws IOException {
    for (WebhookConfig each : configs) {
      hooks.add(Webhook.start(each, folder.resolve(each.name() + ".jsonl")));
    }
  }

  @Override
  public void changed(StoreChange change) {
    Event kind = EventJson.kind(change);
    if (kind == null || hooks.isEmpty()) {
      return;
    }
    ObjectNode event = null;
    for (Webhook hook : hooks) {
      if (hook.wants(kind, change.repository())) {
        event = event == null ? EventJson.of(kind, change, CurrentRequest.get(), instance) : event;
        hook.offer(event.toString());
      }
    }
  }

  /** Stops sending; what is left is kept for the next run. */
  @Override
  public void close() {
    hooks.forEach(Webhook::close);
  }
}
