//! After the SDKs' examples of shared queues: each request's path is put into a queue, and what comes
//! out of it is counted in the shared data, whichever worker takes it. Responses tell the count.
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel, Status};

const QUEUE: &str = "paths";
const TAKEN: &str = "taken";

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Root));
}}

struct Root;

impl Context for Root {}

impl Root {
    fn count(&self) {
        loop {
            let (value, cas) = self.get_shared_data(TAKEN);
            let count = value.and_then(|v| v.try_into().ok()).map_or(0, u32::from_le_bytes) + 1;
            match self.set_shared_data(TAKEN, Some(&count.to_le_bytes()), cas) {
                Ok(()) => return,
                Err(Status::CasMismatch) => continue,
                Err(other) => panic!("the count is not taken: {other:?}"),
            }
        }
    }
}

impl RootContext for Root {
    fn on_configure(&mut self, _size: usize) -> bool {
        self.register_shared_queue(QUEUE);
        true
    }

    fn on_queue_ready(&mut self, queue: u32) {
        while let Ok(Some(path)) = self.dequeue_shared_queue(queue) {
            assert!(path.starts_with(b"/queue/"), "something else came out of the queue");
            self.count();
        }
    }

    fn create_http_context(&self, _id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Sender))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Sender;

impl Context for Sender {}

impl HttpContext for Sender {
    fn on_http_request_headers(&mut self, _count: usize, _end: bool) -> Action {
        let queue = self.resolve_shared_queue("", QUEUE).expect("the queue is registered");
        let path = self.get_http_request_header(":path").expect("a request has a path");
        self.enqueue_shared_queue(queue, Some(path.as_bytes())).expect("the queue takes it");
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _count: usize, _end: bool) -> Action {
        let (value, _) = self.get_shared_data(TAKEN);
        let count = value.and_then(|v| v.try_into().ok()).map_or(0, u32::from_le_bytes);
        self.add_http_response_header("x-taken", &count.to_string());
        Action::Continue
    }
}
