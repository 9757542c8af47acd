//! A filter of TCP connections: what the client sends goes on in capitals, and the upstream's first
//! answer is greeted.
use proxy_wasm::traits::{Context, RootContext, StreamContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Root));
}}

struct Root;

impl Context for Root {}

impl RootContext for Root {
    fn create_stream_context(&self, _id: u32) -> Option<Box<dyn StreamContext>> {
        Some(Box::new(Upper::default()))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::StreamContext)
    }
}

#[derive(Default)]
struct Upper {
    greeted: bool,
}

impl Context for Upper {}

impl StreamContext for Upper {
    fn on_downstream_data(&mut self, size: usize, _end: bool) -> Action {
        if let Some(data) = self.get_downstream_data(0, size) {
            self.set_downstream_data(0, size, &data.to_ascii_uppercase());
        }
        Action::Continue
    }

    fn on_upstream_data(&mut self, size: usize, _end: bool) -> Action {
        if !self.greeted && size > 0 {
            self.greeted = true;
            self.set_upstream_data(0, 0, b"hello: ");
        }
        Action::Continue
    }
}
