package io.weir.registry.catalogue;

import io.weir.registry.Digest;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.signature.SignatureReader;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.StoreChange;
import io.weir.registry.store.StoreListener;
import org.jspecify.annotations.Nullable;

/** Turns changes of the store into tasks. */
record StoreWatch(Tasks tasks) implements StoreListener {
  @Override
  public void changed(StoreChange change) {
    switch (change) {
      case StoreChange.Noted noted -> refresh(noted.repository());
      case StoreChange.TagMoved moved -> tag(moved.repository(), moved.tag());
      case StoreChange.TagDeleted deleted -> tag(deleted.repository(), deleted.tag());
      case StoreChange.ManifestPut put -> attached(put.repository(), put.manifest());
      case StoreChange.ManifestDeleted deleted -> {
        attached(deleted.repository(), deleted.manifest());
        if (deleted.manifest().note(PluginFacts.NOTE) != null) {
          tasks.add(new Task.Forget(deleted.repository(), deleted.manifest().digest()));
          refresh(deleted.repository());
        }
      }
      case StoreChange.BlobLinked ignored -> {}
      case StoreChange.BlobUnlinked ignored -> {}
    }
  }

  private void refresh(String repository) {
    tasks.add(new Task.Refresh(repository));
  }

  private void tag(String repository, String tag) {
    Digest signed = SignatureReader.signedBy(tag);
    if (signed != null) {
      tasks.add(new Task.Verify(repository, signed));
    } else {
      refresh(repository);
    }
  }

  private void attached(String repository, ManifestState manifest) {
    Digest subject = subjectOfSignature(manifest);
    if (subject != null) {
      tasks.add(new Task.Verify(repository, subject));
    }
  }

  private static @Nullable Digest subjectOfSignature(ManifestState manifest) {
    return SignatureReader.isSignature(manifest.artifactType()) ? manifest.subject() : null;
  }
}
