package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.config.QuotaConfig;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StoreChange;
import io.weir.registry.store.StoreListener;
import io.weir.registry.store.StorePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps namespaces within their quotas by running sums. What is allowed is counted at once, as
 * reserved, so that changes that go on at the same time cannot pass a quota together. Must be told
 * of changes, and is asked before them.
 */
final class Quotas implements StoreListener, StorePolicy {
  private final List<Usage> usages;

  private Quotas(List<QuotaConfig> quotas) {
    this.usages = quotas.stream().map(Usage::new).toList();
  }

  /** Counts what is there, and watches the store from then on; before it serves. */
  static Quotas watch(RegistryStore store, List<QuotaConfig> configured) {
    Quotas quotas = new Quotas(configured);
    if (!configured.isEmpty()) {
      for (String name : store.cleaner().repositories()) {
        Repository repository = store.repository(name);
        if (repository != null) {
          quotas.usages.forEach(each -> each.count(repository));
        }
      }
      store.listen(quotas);
      store.addPolicy(quotas);
    }
    return quotas;
  }

  List<Usage> usages() {
    return usages;
  }

  @Override
  public void mayLink(String repository, Digest digest, long size) {
    usages.forEach(each -> each.reserveContent(repository, digest, size));
  }

  @Override
  public void mayMove(String repository, String tag, @Nullable Digest from, Digest to) {
    if (from == null) {
      usages.forEach(each -> each.reserveTag(repository, tag));
    }
  }

  @Override
  public void gaveUp(String repository, Digest digest, List<String> tags) {
    usages.forEach(each -> each.release(repository, digest, tags));
  }

  @Override
  public void changed(StoreChange change) {
    usages.forEach(each -> each.apply(change));
  }
}
