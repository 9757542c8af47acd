package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.stream.HeaderList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2HeaderListsTest {
  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", "\ta", "a\t", " "})
  void refusesWhiteSpaceAroundAValue(String value) {
    var block = new DefaultHttp2Headers(false).add("x", value);
    assertThrows(
        MalformedMessageException.class, () -> Http2HeaderLists.copyIn(block, new HeaderList()));
    assertThrows(MalformedMessageException.class, () -> Http2HeaderLists.trailersIn(block));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a:b", "\u00e9", "a\u0000", "\u0100"})
  void refusesANameThatIsNone(String name) {
    HeaderList list = new HeaderList();
    list.add(name, "1");
    assertThrows(IllegalArgumentException.class, () -> Http2HeaderLists.out(list));
    assertThrows(IllegalArgumentException.class, () -> Http2HeaderLists.trailersOut(list));
  }

  @Test
  void refusesAValueThatWouldEndItsLine() {
    HeaderList list = new HeaderList();
    list.add("x", "a\r\nb: c");
    assertThrows(IllegalArgumentException.class, () -> Http2HeaderLists.out(list));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\0", "\u0001", "a\u007fb"})
  void refusesControlCharacters(String value) {
    var block = new DefaultHttp2Headers(false).add("x", value);
    assertThrows(
        MalformedMessageException.class, () -> Http2HeaderLists.copyIn(block, new HeaderList()));
    assertThrows(MalformedMessageException.class, () -> Http2HeaderLists.trailersIn(block));
  }

  @Test
  void takesAllOtherValues() {
    HeaderList in = new HeaderList();
    Http2HeaderLists.copyIn(
        new DefaultHttp2Headers(false).add("x", "a\tb c\u00e4").add("y", ""), in);
    assertEquals("a\tb c\u00e4", in.get("x"));
    assertEquals("", in.get("y"));
  }

  @Test
  void sendsNone() {
    HeaderList list = new HeaderList();
    list.add("x", " a b\t");
    assertEquals("a b", Http2HeaderLists.out(list).get("x"));
  }

  @Test
  void trailersAreNoHeaders() {
    var block = new DefaultHttp2Headers(false).add("host", "a").add("x-a", "1").add("cookie", "b");
    HeaderList in = Http2HeaderLists.trailersIn(block);
    assertEquals("x-a", in.name(0));
    assertEquals(1, in.size());
    in.add("content-length", "5");
    assertEquals(1, Http2HeaderLists.trailersOut(in).size());
  }
}
