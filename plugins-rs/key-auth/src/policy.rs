//! What to do with a request.

use crate::consumers::Consumers;
use crate::sources::{Presented, Sources};

/// A configuration in force.
#[derive(Debug, PartialEq, Eq)]
pub struct Policy {
    pub sources: Sources,
    pub consumers: Consumers,
    /// Lower-case; carries the consumer's name to the upstream.
    pub consumer_header: String,
    pub hide_credentials: bool,
    /// The value of `www-authenticate` in a 401.
    pub challenge: String,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Decision<'a> {
    Pass { consumer: &'a str },
    Deny(Denial),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Denial {
    NoKey,
    SeveralKeys,
    UnknownKey,
    NotAllowed,
}

impl Policy {
    pub fn decide(&self, presented: &Presented) -> Decision<'_> {
        let key = match presented {
            Presented::Nothing => return Decision::Deny(Denial::NoKey),
            Presented::Several => return Decision::Deny(Denial::SeveralKeys),
            Presented::Key(key) => key,
        };
        match self.consumers.owner_of(key) {
            None => Decision::Deny(Denial::UnknownKey),
            Some(consumer) if !consumer.allowed => Decision::Deny(Denial::NotAllowed),
            Some(consumer) => Decision::Pass { consumer: &consumer.name },
        }
    }
}

impl Denial {
    /// 403 for a known consumer; 401 for everyone else, who may come back with a key.
    pub fn status(&self) -> u32 {
        match self {
            Denial::NotAllowed => 403,
            Denial::NoKey | Denial::SeveralKeys | Denial::UnknownKey => 401,
        }
    }

    pub fn message(&self) -> &'static str {
        match self {
            Denial::NoKey => "key-auth: the request has no API key\n",
            Denial::SeveralKeys => "key-auth: the request has several API keys that differ\n",
            Denial::UnknownKey => "key-auth: the API key is unknown\n",
            Denial::NotAllowed => "key-auth: this consumer is not allowed here\n",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn policy() -> Policy {
        let json = br#"{"consumers": [{"name": "alice", "keys": ["a1", "a2"]}, {"name": "bob", "key": "b"}],
            "allow": "alice"}"#;
        config::parse(json).unwrap()
    }

    #[test]
    fn an_allowed_consumer_passes_by_any_of_its_keys() {
        for key in [b"a1", b"a2"] {
            let presented = Presented::Key(key.to_vec());
            assert_eq!(policy().decide(&presented), Decision::Pass { consumer: "alice" });
        }
    }

    #[test]
    fn everyone_else_is_denied_with_the_fitting_status() {
        let key = |text: &[u8]| Presented::Key(text.to_vec());
        let cases = [
            (Presented::Nothing, Denial::NoKey, 401),
            (Presented::Several, Denial::SeveralKeys, 401),
            (key(b"A1"), Denial::UnknownKey, 401),
            (key(b"\xff"), Denial::UnknownKey, 401),
            (key(b"b"), Denial::NotAllowed, 403),
        ];
        for (presented, denial, status) in cases {
            assert_eq!(denial.status(), status);
            assert_eq!(policy().decide(&presented), Decision::Deny(denial));
        }
    }
}
