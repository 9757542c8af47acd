package io.weir.registry;

import java.util.List;

/** Finds what is attached to manifests. Blocking; thread-safe; {@link RegistryException}. */
public interface ReferrerSource {
  /**
   * The manifests whose subject is {@code subject}: signatures, SBOMs, verdicts. Without the
   * referrers API the tag schema is read (OCI distribution specification, "Listing Referrers").
   *
   * @param reference names the repository
   * @return none for a subject that is not known
   */
  List<Descriptor> referrers(Reference reference, Digest subject);
}
