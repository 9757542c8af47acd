package io.weir.registry;

import java.util.List;

/** Tags and names. Blocking; thread-safe; {@link RegistryException}. */
public interface Tagger {
  /** Lets {@code tag} name the manifest at {@code reference}. */
  void tag(Reference reference, String tag);

  /** The tags of the repository of {@code reference}, in lexical order. */
  List<String> tags(Reference reference);

  /** The repositories of {@code registry}, where it has a catalogue (not in the specification). */
  List<String> repositories(String registry);
}
