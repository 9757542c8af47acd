package io.weir.bench.smuggling;

/**
 * What became of a case on one upstream.
 *
 * @param text for the table
 * @param failed whether it counts against the gateway
 */
record Verdict(String text, boolean failed) {
  private static final Verdict REFUSED = new Verdict("refused", false);

  /**
   * @param strict whether the upstream tells complete requests from others, and sees all headers
   * @param sane whether the gateway still gives an ordinary request its own answer
   */
  static Verdict of(Probe probe, Upstream.Seen seen, boolean sane, boolean strict) {
    int count = seen.targets().size();
    if (seen.fault() != null) {
      return passedOn(seen.fault());
    }
    if (!sane) {
      return passedOn("the next request got another's answer, or none");
    }
    for (String target : seen.targets()) {
      if (!target.startsWith("/case")) {
        return passedOn("a request for " + target);
      }
    }
    if (count > probe.count()) {
      return passedOn(count + " requests instead of " + probe.count());
    }
    for (String name : probe.absent()) {
      if (seen.headers().contains(name)) {
        return passedOn("the header " + name);
      }
    }
    return strict ? expected(probe, count) : count == 0 ? REFUSED : forwarded(count, false);
  }

  private static Verdict expected(Probe probe, int count) {
    return switch (probe.expected()) {
      case REFUSE -> count == 0 ? REFUSED : forwarded(count, true);
      case EITHER -> count == 0 ? REFUSED : forwarded(count, false);
      case FORWARD ->
          count == probe.count()
              ? forwarded(count, false)
              : new Verdict("REFUSED, though it is in order", true);
    };
  }

  private static Verdict forwarded(int count, boolean failed) {
    String text = count == 1 ? "forwarded" : "forwarded as " + count;
    return failed
        ? new Verdict("FORWARDED, though it must be refused", true)
        : new Verdict(text, false);
  }

  private static Verdict passedOn(String why) {
    return new Verdict("PASSED ON: " + why, true);
  }
}
