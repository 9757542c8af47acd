package io.weir.registry.market;

import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown of strangers as HTML: raw HTML is shown, not obeyed; addresses are of the web or of the
 * page; nothing is loaded from elsewhere. Any thread.
 */
final class Readme {
  /** What lies beyond is not shown: a README is no book. */
  private static final int MAX_CHARACTERS = 200_000;

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  private final Parser parser =
      Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(64).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new WebAddresses())
          .nodeRendererFactory(ReadmeNodes::new)
          .attributeProviderFactory(context -> Readme::attributes)
          .build();

  String html(String markdown) {
    boolean tooLong = markdown.length() > MAX_CHARACTERS;
    String text = tooLong ? markdown.substring(0, MAX_CHARACTERS) : markdown;
    String html = renderer.render(parser.parse(text));
    return tooLong ? html + "<p><em>The rest is left out here.</em></p>" : html;
  }

  private static void attributes(Node node, String tag, java.util.Map<String, String> attributes) {
    if (tag.equals("a")) {
      attributes.put("rel", "nofollow noopener noreferrer");
    } else if (node instanceof TableBlock || tag.equals("pre")) {
      attributes.put("tabindex", "0"); // what scrolls has to be reached by keyboard
    }
    attributes
        .keySet()
        .retainAll(Set.of("href", "rel", "title", "class", "align", "tabindex", "start"));
    attributes.remove("style");
  }
}
