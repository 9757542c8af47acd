//! As the SDK's documentation has it of its example of that name: two calls are made at once, and their
//! answers together are the response.
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::{Action, LogLevel};
use std::time::Duration;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(Parallel::default()));
}}

#[derive(Default)]
struct Parallel {
    calls: Vec<(u32, Option<String>)>,
}

impl Parallel {
    fn call(&mut self, path: &str) {
        let headers = vec![(":method", "GET"), (":path", path), (":authority", "httpbin.org")];
        let token = self
            .dispatch_http_call("httpbin", headers, None, vec![], Duration::from_secs(5))
            .expect("the call is sent");
        self.calls.push((token, None));
    }
}

impl HttpContext for Parallel {
    fn on_http_request_headers(&mut self, _count: usize, _end: bool) -> Action {
        // Base64 of "Hello, " and "World!\n", which the service decodes.
        self.call("/base64/SGVsbG8sIA==");
        self.call("/base64/V29ybGQhCg==");
        Action::Pause
    }
}

impl Context for Parallel {
    fn on_http_call_response(
        &mut self,
        token: u32,
        _headers: usize,
        size: usize,
        _trailers: usize,
    ) {
        let body = self.get_http_call_response_body(0, size).unwrap_or_default();
        let text = String::from_utf8_lossy(&body).into_owned();
        for call in &mut self.calls {
            if call.0 == token {
                call.1 = Some(text.clone());
            }
        }
        if self.calls.iter().all(|(_, answer)| answer.is_some()) {
            let all: String = self.calls.iter().flat_map(|(_, answer)| answer.clone()).collect();
            self.send_http_response(200, vec![("Powered-By", "proxy-wasm")], Some(all.as_bytes()));
        }
    }
}
