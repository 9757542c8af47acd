//! As the SDK's documentation has it of its example http_body: a response whose body says "secret" is
//! replaced as a whole. The body is held until all of it is there.
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Root));
}}

struct Root;

impl Context for Root {}

impl RootContext for Root {
    fn create_http_context(&self, _id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Body))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Body;

impl Context for Body {}

impl HttpContext for Body {
    fn on_http_response_headers(&mut self, _count: usize, _end: bool) -> Action {
        self.set_http_response_header("content-length", None); // it may change
        Action::Continue
    }

    fn on_http_response_body(&mut self, size: usize, end: bool) -> Action {
        if !end {
            return Action::Pause;
        }
        if let Some(body) = self.get_http_response_body(0, size) {
            if String::from_utf8_lossy(&body).contains("secret") {
                let text = format!("Original message body ({size} bytes) redacted.\n");
                self.set_http_response_body(0, size, text.as_bytes());
            }
        }
        Action::Continue
    }
}
