// Asks the service "auth" whether a request may go on: it goes on for a 200, and gets 403 otherwise.
export * from "@solo-io/proxy-runtime/proxy";
import {
  BaseContext, Context, FilterHeadersStatusValues, GrpcStatusValues, HeaderPair, Headers, RootContext, WasmResultValues,
  registerRootContext, send_local_response, stream_context,
} from "@solo-io/proxy-runtime";

function pair(name: string, value: string): HeaderPair {
  return new HeaderPair(String.UTF8.encode(name), String.UTF8.encode(value));
}

class AuthRoot extends RootContext {
  createContext(id: u32): Context {
    return new Auth(id, this);
  }
}

class Auth extends Context {
  constructor(id: u32, root: AuthRoot) {
    super(id, root);
  }

  onRequestHeaders(count: u32, end: bool): FilterHeadersStatusValues {
    const headers: Headers = [pair(":method", "GET"), pair(":path", "/auth"), pair(":authority", "auth"),
      pair("authorization", stream_context.headers.request.get("authorization"))];
    const sent = this.root_context.httpCall("auth", headers, new ArrayBuffer(0), [], 2000, this,
      (origin: BaseContext, headers: u32, size: usize, trailers: u32) => {
        if (stream_context.headers.http_callback.get(":status") == "200") {
          origin.continueRequest();
        } else {
          send_local_response(403, "auth", String.UTF8.encode("not allowed\n"), [pair("x-refused-by", "call-auth")],
            GrpcStatusValues.Ok);
        }
      });
    if (sent != WasmResultValues.Ok) {
      send_local_response(500, "auth", String.UTF8.encode("no call\n"), [], GrpcStatusValues.Ok);
    }
    return FilterHeadersStatusValues.StopIteration;
  }
}

registerRootContext((id: u32) => new AuthRoot(id), "call_auth");
