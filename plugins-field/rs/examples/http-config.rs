//! As the SDK's documentation has it of its example of that name: the configuration, a text, becomes
//! the header custom-header of every response.
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Root::default()));
}}

#[derive(Default)]
struct Root {
    text: String,
}

impl Context for Root {}

impl RootContext for Root {
    fn on_configure(&mut self, size: usize) -> bool {
        let Some(bytes) = self.get_plugin_configuration() else {
            return false;
        };
        assert_eq!(bytes.len(), size, "the configuration's size is wrong");
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.text = text;
                true
            }
            Err(_) => false,
        }
    }

    fn create_http_context(&self, _id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Config { text: self.text.clone() }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Config {
    text: String,
}

impl Context for Config {}

impl HttpContext for Config {
    fn on_http_response_headers(&mut self, _count: usize, _end: bool) -> Action {
        self.add_http_response_header("custom-header", &self.text);
        Action::Continue
    }
}
