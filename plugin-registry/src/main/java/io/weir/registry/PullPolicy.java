package io.weir.registry;

/** When a registry is asked again for something that is in the cache. */
public enum PullPolicy {
  /** Only when the cache does not hold it. */
  IF_NOT_PRESENT,
  /** Every time: a tag may have moved. Unchanged content is not transferred again. */
  ALWAYS;

  /** What Istio does when a policy is not given: {@code latest} is moving, the rest is not. */
  public static PullPolicy forUrl(String url) {
    if (!url.startsWith(PluginUrl.OCI)) {
      return IF_NOT_PRESENT;
    }
    Reference reference = Reference.parse(url.substring(PluginUrl.OCI.length()));
    return reference.digest() == null && "latest".equals(reference.tag()) ? ALWAYS : IF_NOT_PRESENT;
  }
}
