package io.weir.proxywasm.tck.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What the origin answers to the calls that guests make of their own: their paths begin with {@link
 * #PATH} and say what is wanted.
 */
public final class CalloutOrigin {
  public static final String PATH = "/callout";

  private static final int SLOW_MILLIS = 300;

  private CalloutOrigin() {}

  /**
   * {@code /callout/404} answers with this status, {@code /callout/trailers} with a trailer. The
   * body tells the method, the call's header {@code x-call}, its body and its trailer.
   */
  public static Message answer(Message call) {
    String wanted = call.path().substring(PATH.length());
    String status = wanted.matches("/\\d{3}") ? wanted.substring(1) : "200";
    List<String> seen = new ArrayList<>(List.of(call.method()));
    seen.add(Field.values(call.headers(), "x-call"));
    seen.add(call.body());
    seen.add(Field.values(call.trailers(), "x-trailer"));
    List<Field> trailers =
        wanted.equals("/trailers") ? List.of(new Field("x-last", "bye")) : List.of();
    return new Message(
        status, List.of(new Field("x-callout", "yes")), List.of(String.join(",", seen)), trailers);
  }

  /** How long the answer takes; so long that all of a request has come meanwhile. */
  public static int delayMillis(Message call) {
    return call.path().equals(PATH + "/slow") ? SLOW_MILLIS : 0;
  }

  /** Whether the call is never answered. */
  public static boolean isSilent(Message call) {
    return call.path().equals(PATH + "/silent");
  }

  /** Whether the connection is closed in the middle of the answer's body. */
  public static boolean isHalf(Message call) {
    return call.path().equals(PATH + "/half");
  }

  /** Whether the connection is closed instead of an answer. */
  public static boolean isReset(Message call) {
    return call.path().equals(PATH + "/reset");
  }
}
