package io.weir.registry.store;

import io.weir.registry.Digest;

/** Hears of changes. */
public interface StoreListener {
  /**
   * A change is durable and visible. Called on the thread that made it, which holds the locks of
   * what changed: changes of one tag, manifest or blob come in order, others may come at once. Must
   * be quick, must not change the store, and must not throw.
   */
  void changed(StoreChange change);

  /**
   * Somebody was told that a repository has a blob which it had before, by asking for it or pushing
   * it again. Called on that thread; when it was pushed, under its lock.
   */
  default void used(String repository, Digest blob) {}
}
