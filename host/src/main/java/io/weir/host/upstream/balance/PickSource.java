package io.weir.host.upstream.balance;

/** What a table asks of the worker for which it picks. On that worker's loop only. */
public interface PickSource {
  /**
   * Grows by one with each call for the same group; it may overflow.
   *
   * @param group of endpoints that take turns among themselves
   */
  int nextTurn(int group);

  /** At random, evenly from 0 to {@code bound - 1}. */
  int random(int bound);

  /** The requests that the worker has under way to a member. */
  int active(int member);

  /** Of the request's key; the same each time while one endpoint is chosen. */
  long hash();
}
