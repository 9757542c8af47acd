package io.weir.host.stream;

import io.weir.host.route.BackendActions;
import io.weir.host.route.DirectAnswer;
import io.weir.host.route.HeaderEdits;
import io.weir.host.route.Redirect;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.proxywasm.host.LocalReply;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a route does where the plugins end: it answers, or rewrites the request; and it changes the
 * headers of the response before plugins see them.
 */
final class RouterActions {
  private final Stream stream;
  private final Downstream down;
  private final RouteActions actions;
  private final HeaderEdits.Variables variables;

  RouterActions(Stream stream, Downstream down, RouteActions actions) {
    this.stream = stream;
    this.down = down;
    this.actions = actions;
    this.variables = new StreamVariables(stream, down);
  }

  /** The answer in place of an upstream's, or null. */
  @Nullable LocalReply answer(HeaderList request) {
    Redirect redirect = actions.redirect();
    if (redirect != null) {
      HeaderList headers = new HeaderList();
      headers.add("location", redirect.location(request, listenerPort()));
      return new LocalReply(redirect.status(), "direct_response", headers, new byte[0], -1);
    }
    DirectAnswer direct = actions.direct();
    if (direct == null) {
      return null;
    }
    HeaderList headers = new HeaderList();
    edit(direct.headers(), headers);
    byte[] body = direct.body().getBytes(StandardCharsets.UTF_8);
    return new LocalReply(direct.status(), "direct_response", headers, body, -1);
  }

  private int listenerPort() {
    return down.localAddress() instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  /** Makes of the client's request that of the upstream. The route stays what it is now. */
  void request(HeaderList request) {
    Route.Backend backend = stream.routing().fixedBackend();
    edit(actions.request(), request);
    BackendActions own = backend == null ? null : backend.actions();
    if (own != null) {
      edit(own.request(), request);
    }
    if (actions.rewrite() != null) {
      stream.info().rewritten(actions.rewrite().apply(request));
    }
  }

  /**
   * @param fromUpstream whether a backend has given it
   */
  void response(HeaderList response, boolean fromUpstream) {
    edit(actions.response(), response);
    Route.Backend backend = fromUpstream ? stream.routing().fixedBackend() : null;
    BackendActions own = backend == null ? null : backend.actions();
    if (own != null) {
      edit(own.response(), response);
    }
  }

  private void edit(@Nullable HeaderEdits edits, HeaderList headers) {
    if (edits != null) {
      edits.apply(headers, variables);
    }
  }
}
