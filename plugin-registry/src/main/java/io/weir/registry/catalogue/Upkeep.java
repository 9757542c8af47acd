package io.weir.registry.catalogue;

import io.weir.registry.Digest;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.plugin.StoreBlobs;
import io.weir.registry.plugin.VerdictKeeper;
import io.weir.registry.signature.SignatureNote;
import io.weir.registry.signature.SignatureReader;
import io.weir.registry.signature.SignatureState;
import io.weir.registry.signature.TrustedKeys;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the index as the store is, on a thread of its own. */
final class Upkeep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration FLUSH = Duration.ofSeconds(30);
  private static final int MAX_README = 64 << 10;
  private static final int MAX_WORDS = 600;

  private final RegistryStore store;
  private final SearchIndex index;
  private final Tasks tasks;
  private final Downloads downloads;
  private final EntryReader reader;
  private final TrustedKeys trust;
  private final VerdictKeeper verdicts;
  private final CountDownLatch filled = new CountDownLatch(1);

  Upkeep(
      RegistryStore store,
      SearchIndex index,
      Tasks tasks,
      Downloads downloads,
      TrustedKeys trust,
      VerdictKeeper verdicts) {
    this.store = store;
    this.index = index;
    this.tasks = tasks;
    this.downloads = downloads;
    this.reader = new EntryReader(downloads);
    this.trust = trust;
    this.verdicts = verdicts;
  }

  /** Waits until a search finds all by what is noted. */
  void awaitFilled() throws InterruptedException {
    filled.await();
  }

  /**
   * Fills the index from what is noted; READMEs are left for later. What changes meanwhile waits as
   * a task.
   */
  private void fill() {
    for (String name : store.repositories()) {
      if (tasks.isClosed()) {
        return;
      }
      try {
        fill(name);
      } catch (RuntimeException e) { // the others are to be found all the same
        LOG.error("{}: a defect of the catalogue", name, e);
      }
    }
  }

  private void fill(String name) {
    Repository repository = store.repository(name);
    Entry entry = repository == null ? null : reader.read(repository);
    if (repository == null || entry == null) {
      return;
    }
    index.put(entry);
    if (entry.readme() != null) {
      tasks.add(new Task.Refresh(name));
    }
    verifyAnew(repository);
  }

  /** What was checked against other keys than those of today. */
  private void verifyAnew(Repository repository) {
    for (ManifestState each : repository.manifests()) {
      byte[] note = each.note(SignatureNote.KEY);
      if (note != null && !SignatureNote.isChecked(note, trust.fingerprint())) {
        tasks.add(new Task.Verify(repository.name(), each.digest()));
      }
    }
  }

  @Override
  public void run() {
    try {
      fill();
    } finally {
      filled.countDown();
    }
    long flushed = System.nanoTime();
    while (!tasks.isClosed()) {
      try {
        Task task = tasks.next(FLUSH);
        if (task != null) {
          run(task);
        }
      } catch (InterruptedException e) {
        return;
      }
      if (System.nanoTime() - flushed > FLUSH.toNanos()) {
        downloads.flush();
        flushed = System.nanoTime();
      }
    }
  }

  private void run(Task task) {
    try {
      switch (task) {
        case Task.Refresh refresh -> refresh(refresh.repository());
        case Task.Verify verify -> verify(verify.repository(), verify.subject());
        case Task.Forget forget -> verdicts.forget(forget.repository(), forget.subject());
      }
    } catch (IOException | RegistryFault e) {
      LOG.warn("{}: the catalogue cannot follow: {}", task, e.getMessage());
    } catch (RuntimeException e) { // this thread must go on
      LOG.error("{}: a defect of the catalogue", task, e);
    }
  }

  private void refresh(String name) throws IOException {
    Repository repository = store.repository(name);
    Entry entry = repository == null ? null : reader.read(repository);
    if (entry == null) {
      index.remove(name);
      return;
    }
    Entry known = index.get(name);
    String readme = entry.readme();
    if (readme == null) {
      index.put(entry);
    } else if (known != null && readme.equals(known.readme()) && !known.readmeWords().isEmpty()) {
      index.put(entry.withReadme(known.readmeWords()));
    } else {
      index.put(entry.withReadme(words(name, readme)));
    }
  }

  private Set<String> words(String repository, String readme) throws IOException {
    byte[] text = new StoreBlobs(store, repository).head(readme, MAX_README);
    return text == null ? Set.of() : Words.of(new String(text, StandardCharsets.UTF_8), MAX_WORDS);
  }

  private void verify(String name, Digest subject) throws IOException {
    Repository repository = store.repository(name);
    ManifestState manifest = repository == null ? null : repository.manifest(subject);
    if (repository == null || manifest == null || manifest.note(PluginFacts.NOTE) == null) {
      return;
    }
    SignatureState state = SignatureReader.read(store, repository, manifest, trust);
    byte[] json = new SignatureNote(state, trust.fingerprint()).toJson();
    if (!Arrays.equals(json, manifest.note(SignatureNote.KEY))) {
      store.note(name, subject, SignatureNote.KEY, json);
    }
  }
}
