package io.weir.registry.http;

/** What is done with a repository. */
public enum Action {
  PULL,
  PUSH,
  DELETE
}
