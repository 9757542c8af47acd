package io.weir.proxywasm.tck.rule;

/** What a rule needs of the gateway and of what surrounds it, beyond an HTTP/1.1 listener. */
public enum Trait {
  /** The module is on a TCP listener, through which the requests pass as bytes. */
  TCP,
  /** The client speaks HTTP/2 in cleartext. */
  HTTP2,
  /** The origin sends each piece of a body only when the client has seen all before it. */
  LIVE,
  /** A Redis server is the upstream {@code redis}. */
  REDIS,
  /** The VM is shut down at the end, and what the guest logs then is its report. */
  END
}
