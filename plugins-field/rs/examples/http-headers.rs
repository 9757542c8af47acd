//! As the SDK's documentation has it of its example of that name: the path /hello is answered here,
//! and the headers of every other request and response are logged.
use log::info;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Root));
}}

struct Root;

impl Context for Root {}

impl RootContext for Root {
    fn create_http_context(&self, id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Headers { id }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Headers {
    id: u32,
}

impl Context for Headers {}

impl HttpContext for Headers {
    fn on_http_request_headers(&mut self, count: usize, _end: bool) -> Action {
        let headers = self.get_http_request_headers();
        assert_eq!(headers.len(), count, "the count of headers is wrong");
        for (name, value) in &headers {
            info!("#{} -> {name}: {value}", self.id);
        }
        if self.get_http_request_header(":path").as_deref() == Some("/hello") {
            let headers = vec![("Hello", "World"), ("Powered-By", "proxy-wasm")];
            self.send_http_response(200, headers, Some(b"Hello, World!\n"));
            return Action::Pause;
        }
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _count: usize, _end: bool) -> Action {
        for (name, value) in &self.get_http_response_headers() {
            info!("#{} <- {name}: {value}", self.id);
        }
        Action::Continue
    }

    fn on_log(&mut self) {
        info!("#{} completed.", self.id);
    }
}
