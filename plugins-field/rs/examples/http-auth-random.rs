//! As the SDK's documentation has it of its example of that name: a byte that another service makes up
//! decides whether the request goes on; an odd one, or none in time, is a refusal.
use log::info;
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::{Action, LogLevel};
use std::time::Duration;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(Auth));
}}

struct Auth;

impl HttpContext for Auth {
    fn on_http_request_headers(&mut self, _count: usize, _end: bool) -> Action {
        let headers =
            vec![(":method", "GET"), (":path", "/bytes/1"), (":authority", "httpbin.org")];
        self.dispatch_http_call("httpbin", headers, None, vec![], Duration::from_secs(1))
            .expect("the call is sent");
        Action::Pause
    }

    fn on_http_response_headers(&mut self, _count: usize, _end: bool) -> Action {
        self.set_http_response_header("Powered-By", Some("proxy-wasm"));
        Action::Continue
    }
}

impl Context for Auth {
    fn on_http_call_response(
        &mut self,
        _token: u32,
        _headers: usize,
        size: usize,
        _trailers: usize,
    ) {
        if let Some(body) = self.get_http_call_response_body(0, size) {
            if body.first().is_some_and(|byte| byte % 2 == 0) {
                info!("Access granted.");
                self.resume_http_request();
                return;
            }
        }
        info!("Access forbidden.");
        self.send_http_response(403, vec![], Some(b"Access forbidden.\n"));
    }
}
