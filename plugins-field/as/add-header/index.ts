// As the SDK's documentation has it of its example: every response gets the header hello, with the
// configuration as its value or, without one, "world!".
export * from "@solo-io/proxy-runtime/proxy";
import { Context, FilterHeadersStatusValues, RootContext, registerRootContext, stream_context } from "@solo-io/proxy-runtime";

class AddHeaderRoot extends RootContext {
  createContext(id: u32): Context {
    return new AddHeader(id, this);
  }
}

class AddHeader extends Context {
  constructor(id: u32, root: AddHeaderRoot) {
    super(id, root);
  }

  onResponseHeaders(count: u32, end: bool): FilterHeadersStatusValues {
    const configured = this.root_context.getConfiguration();
    stream_context.headers.response.add("hello", configured == "" ? "world!" : configured);
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((id: u32) => new AddHeaderRoot(id), "add_header");
