package io.weir.registry.market;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Images become links to them, as nothing is loaded from elsewhere; headings go down, below those
 * of the page, so that the highest is the third.
 */
final class ReadmeNodes implements NodeRenderer {
  private static final int HIGHEST = 3;
  private static final int LOWEST = 6;

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private int down = -1;

  ReadmeNodes(HtmlNodeRendererContext context) {
    this.context = context;
    this.html = context.getWriter();
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Image.class, Heading.class);
  }

  @Override
  public void render(Node node) {
    if (node instanceof Image image) {
      image(image);
    } else if (node instanceof Heading heading) {
      heading(heading);
    }
  }

  private void image(Image image) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", context.urlSanitizer().sanitizeImageUrl(image.getDestination()));
    html.tag("a", context.extendAttributes(image, "a", attributes));
    String text = text(image);
    html.text(text.isBlank() ? "image" : text);
    html.tag("/a");
  }

  private void heading(Heading heading) {
    String tag = "h" + Math.min(LOWEST, heading.getLevel() + down(heading));
    html.line();
    html.tag(tag, context.extendAttributes(heading, tag, Map.of()));
    for (Node child = heading.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
    html.tag("/" + tag);
    html.line();
  }

  /** By how much headings go down; found out at the first, from the document that it is in. */
  private int down(Heading first) {
    if (down < 0) {
      Node root = first;
      while (root.getParent() != null) {
        root = root.getParent();
      }
      down = HIGHEST - highest(root);
    }
    return down;
  }

  private static int highest(Node root) {
    int[] level = {HIGHEST};
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading each) {
            level[0] = Math.min(level[0], each.getLevel());
          }
        });
    return level[0];
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text each) {
            text.append(each.getLiteral());
          }

          @Override
          public void visit(Code each) {
            text.append(each.getLiteral());
          }
        });
    return text.toString();
  }
}
