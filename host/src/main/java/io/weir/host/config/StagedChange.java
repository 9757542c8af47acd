package io.weir.host.config;

/** The change that stands in the journal and does not count yet. */
record StagedChange(StoreContents contents, StoreJournal changes, GatewayConfig config)
    implements ConfigStore.Staged {
  @Override
  public void commit() {
    contents.commit(changes, config);
  }

  @Override
  public void discard() {
    contents.discard(changes);
  }
}
