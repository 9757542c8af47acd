//! key-auth: lets requests in by API key, and tells the upstream whose key it was.

mod config;
mod consumers;
mod policy;
mod query;
mod sources;

use crate::policy::{Decision, Denial, Policy};
use proxy_wasm::hostcalls;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel, MapType};
use std::rc::Rc;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Root::default()));
}}

#[derive(Default)]
struct Root {
    policy: Option<Rc<Policy>>,
}

impl Context for Root {}

impl RootContext for Root {
    fn on_configure(&mut self, _size: usize) -> bool {
        match config::parse(&self.get_plugin_configuration().unwrap_or_default()) {
            Ok(policy) => {
                self.policy = Some(Rc::new(policy));
                true
            }
            Err(error) => {
                log::error!("key-auth: {error}");
                false
            }
        }
    }

    fn create_http_context(&self, _id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Stream { policy: self.policy.clone() }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Stream {
    policy: Option<Rc<Policy>>,
}

impl Context for Stream {}

impl HttpContext for Stream {
    fn on_http_request_headers(&mut self, _count: usize, _end: bool) -> Action {
        let Some(policy) = self.policy.clone() else {
            self.answer(503, "key-auth: not configured\n", None);
            return Action::Pause;
        };
        let target = request_header(":path").unwrap_or_default();
        let presented = policy.sources.look(request_header, &target);
        match policy.decide(&presented) {
            Decision::Deny(denial) => {
                self.deny(&policy, &denial);
                Action::Pause
            }
            Decision::Pass { consumer } => {
                self.pass(&policy, consumer, &target);
                Action::Continue
            }
        }
    }
}

impl Stream {
    fn pass(&self, policy: &Policy, consumer: &str, target: &[u8]) {
        // Removed first, so that no value from the client stays beside ours.
        self.set_http_request_header(&policy.consumer_header, None);
        self.add_http_request_header(&policy.consumer_header, consumer);
        if !policy.hide_credentials {
            return;
        }
        for name in &policy.sources.headers {
            self.set_http_request_header(name, None);
        }
        if let Some(rest) = query::without(target, &policy.sources.queries) {
            self.set_http_request_header_bytes(":path", Some(&rest));
        }
    }

    fn deny(&self, policy: &Policy, denial: &Denial) {
        let status = denial.status();
        let challenge = (status == 401).then_some(policy.challenge.as_str());
        self.answer(status, denial.message(), challenge);
    }

    fn answer(&self, status: u32, message: &str, challenge: Option<&str>) {
        let mut headers = vec![("content-type", "text/plain; charset=utf-8")];
        headers.extend(challenge.map(|value| ("www-authenticate", value)));
        self.send_http_response(status, headers, Some(message.as_bytes()));
    }
}

/// The first value of a request header, as bytes: it need not be UTF-8.
fn request_header(name: &str) -> Option<Vec<u8>> {
    hostcalls::get_map_value_bytes(MapType::HttpRequestHeaders, name).unwrap_or(None)
}
