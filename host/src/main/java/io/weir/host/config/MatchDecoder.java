package io.weir.host.config;

import io.weir.host.config.PathMatch.PathType;

/** The matches of a route. */
final class MatchDecoder {
  private MatchDecoder() {}

  static Match match(Fields fields) {
    return new Match(
        fields.object("path", MatchDecoder::path),
        fields.list("headers", MatchDecoder::value),
        fields.list("queryParams", MatchDecoder::value),
        fields.list("cookies", MatchDecoder::value),
        fields.optionalText("method"));
  }

  private static PathMatch path(Fields fields) {
    return new PathMatch(
        fields.choice("type", PathType.PathPrefix),
        fields.text("value", Defaults.ANY_PATH.value()));
  }

  private static ValueMatch value(Fields fields) {
    ValueMatch.Type type = fields.choice("type", ValueMatch.Type.Exact);
    String name = fields.text("name");
    return new ValueMatch(
        type,
        name,
        type == ValueMatch.Type.Present ? fields.text("value", "") : fields.text("value"),
        fields.flag("invert", false));
  }
}
