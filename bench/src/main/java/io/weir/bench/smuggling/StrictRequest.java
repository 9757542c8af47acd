package io.weir.bench.smuggling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as RFC 9112 has it and nothing else: what a gateway sends must be of a kind that no two
 * servers read differently.
 *
 * @param headers names in lower case, with their values
 * @param end where the next one begins
 */
record StrictRequest(String target, Map<String, String> headers, int end) {
  private static final Pattern LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (/[!-~]*|\\*) HTTP/1\\.1");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([!-~\\x80-\\xff \\t]*)");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~%!$&'()*+;=:\\[\\]-]*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern CHUNK = Pattern.compile("[0-9a-fA-F]{1,15}");
  private static final Set<String> ONCE =
      Set.of("host", "content-length", "transfer-encoding", "expect");
  private static final Set<String> NOT_IN_TRAILERS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "te", "expect");

  /** The bytes are no request. */
  static final class FaultException extends Exception {
    private static final long serialVersionUID = 1;

    FaultException(String what) {
      super(what);
    }
  }

  /**
   * @return null when more bytes are needed
   * @throws FaultException when no more bytes can make it one
   */
  static @Nullable StrictRequest read(byte[] bytes, int start) throws FaultException {
    String text = new String(bytes, start, bytes.length - start, ISO_8859_1);
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      checkUnfinished(text);
      return null;
    }
    String[] lines = text.substring(0, head).split("\r\n", -1);
    Matcher line = LINE.matcher(lines[0]);
    if (!line.matches()) {
      throw new FaultException("request line: " + show(lines[0]));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      field(lines[i], headers);
    }
    int body = bodyEnd(text, head + 4, headers);
    return body < 0 ? null : new StrictRequest(line.group(2), headers, start + body);
  }

  private static void checkUnfinished(String text) throws FaultException {
    if (text.contains("\n") && !text.contains("\r\n")) {
      throw new FaultException("a bare line feed: " + show(text));
    }
  }

  private static void field(String line, Map<String, String> headers) throws FaultException {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      throw new FaultException("header line: " + show(line));
    }
    String name = field.group(1).toLowerCase(Locale.ROOT);
    if (headers.put(name, field.group(2).strip()) != null && ONCE.contains(name)) {
      throw new FaultException(name + ": twice");
    }
  }

  private static int bodyEnd(String text, int at, Map<String, String> headers)
      throws FaultException {
    String host = headers.get("host");
    if (host == null || !HOST.matcher(host).matches()) {
      throw new FaultException("host: " + host);
    }
    String length = headers.get("content-length");
    String coding = headers.get("transfer-encoding");
    if (length != null && coding != null) {
      throw new FaultException("content-length beside transfer-encoding");
    }
    if (coding != null) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new FaultException("transfer-encoding: " + show(coding));
      }
      return chunks(text, at);
    }
    if (length == null) {
      return at;
    }
    if (!LENGTH.matcher(length).matches()) {
      throw new FaultException("content-length: " + show(length));
    }
    long end = at + Long.parseLong(length);
    return end > text.length() ? -1 : (int) end;
  }

  private static int chunks(String text, int start) throws FaultException {
    int at = start;
    while (true) {
      int line = text.indexOf("\r\n", at);
      if (line < 0) {
        return -1;
      }
      String size = text.substring(at, line);
      if (!CHUNK.matcher(size).matches()) {
        throw new FaultException("chunk size: " + show(size));
      }
      long length = Long.parseLong(size, 16);
      if (length == 0) {
        return trailers(text, line + 2);
      }
      if (line + 2 + length + 2 > text.length()) {
        return -1;
      }
      at = (int) (line + 2 + length);
      if (!text.startsWith("\r\n", at)) {
        throw new FaultException("chunk of " + length + " bytes: no line end behind it");
      }
      at += 2;
    }
  }

  private static int trailers(String text, int start) throws FaultException {
    int at = start;
    while (true) {
      int line = text.indexOf("\r\n", at);
      if (line < 0) {
        return -1;
      }
      if (line == at) {
        return at + 2;
      }
      Map<String, String> trailer = new LinkedHashMap<>();
      field(text.substring(at, line), trailer);
      if (NOT_IN_TRAILERS.containsAll(trailer.keySet())) {
        throw new FaultException("trailer: " + trailer);
      }
      at = line + 2;
    }
  }

  private static String show(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return '"' + cut.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0") + '"';
  }
}
