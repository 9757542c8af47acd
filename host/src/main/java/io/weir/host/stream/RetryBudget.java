package io.weir.host.stream;

import io.weir.host.route.RetryPolicy;

/** What one worker has under way to one upstream by routes that retry. Confined to its loop. */
final class RetryBudget {
  private int requests;
  private int retries;

  void requestBegan() {
    requests++;
  }

  void requestEnded() {
    requests--;
  }

  /** Whether one retry more is allowed; then it counts until {@link #retryEnded}. */
  boolean tryRetry(RetryPolicy policy) {
    if (retries >= policy.allowedRetries(requests)) {
      return false;
    }
    retries++;
    return true;
  }

  void retryEnded() {
    retries--;
  }

  boolean isUnused() {
    return requests == 0;
  }
}
