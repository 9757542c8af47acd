package io.weir.proxywasm;

/** Who closed a TCP connection (spec: "proxy_peer_type_t"). */
public enum PeerType {
  UNKNOWN,
  LOCAL,
  REMOTE
}
