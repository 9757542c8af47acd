package io.weir.registry.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadmeTest {
  private final Readme readme = new Readme();

  @Test
  void showsHtmlInsteadOfObeyingIt() {
    String html = readme.html("<script>alert(1)</script>\n\n<b onclick=x>hi</b> text");

    assertFalse(html.contains("<script") || html.contains("<b "), html);
    assertTrue(html.contains("&lt;script&gt;"), html);
  }

  @Test
  void letsOnlyAddressesOfTheWebThrough() {
    for (String bad :
        new String[] {
          "javascript:alert(1)",
          " JaVaScRiPt:x",
          "data:text/html,x",
          "vbscript:x",
          "//evil.example",
          "file:///etc/passwd"
        }) {
      String html = readme.html("[x](<" + bad + ">)");
      assertTrue(html.contains("href=\"#\""), bad + " gives " + html);
    }
    assertTrue(readme.html("[x](https://a.example/b)").contains("href=\"https://a.example/b\""));
  }

  @Test
  void makesLinksOfImages() {
    String html = readme.html("![a *chart*](https://a.example/c.png)");

    assertFalse(html.contains("<img"), html);
    assertTrue(html.contains(">a chart</a>"), html);
  }

  @Test
  void putsHeadingsBelowThoseOfThePage() {
    assertEquals("<h3>Title</h3>\n", readme.html("# Title"));
    assertEquals("<h3>A</h3>\n<h4>B</h4>\n", readme.html("## A\n### B"));
    assertEquals("<h6>Deep</h6>\n", readme.html("###### Deep"));
  }

  @Test
  void knowsTables() {
    assertTrue(readme.html("| a | b |\n|---|---|\n| 1 | 2 |").contains("<td>1</td>"));
  }

  @Test
  void staysQuickWithBracketsWithoutEnd() {
    assertTrue(readme.html("[".repeat(50_000)).length() >= 50_000);
    assertFalse(readme.html("> ".repeat(50_000)).isEmpty());
  }
}
