package io.weir.host.net;

/** A client's connection, as a gateway that stops sees it. */
interface ClientConnection {
  /** Closes now when it is idle, else after what is under way. */
  void drain();
}
