package io.weir.host.net;

/** A client's connection, as a gateway sees it that stops, or that has lost its listener. */
interface ClientConnection {
  /** The name of the listener that it came by. */
  String listener();

  /** Closes now when it is idle, else after what is under way. */
  void drain();
}
