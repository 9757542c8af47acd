//! Who may come in, and by which keys.

use subtle::ConstantTimeEq;

#[derive(Debug, PartialEq, Eq)]
pub struct Consumer {
    pub name: String,
    pub keys: Vec<String>,
    pub allowed: bool,
}

/// Never empty; no two consumers share a name or a key.
#[derive(Debug, PartialEq, Eq)]
pub struct Consumers(pub Vec<Consumer>);

impl Consumers {
    /// The owner of a key. Compares with every key, each in a time that depends on its length
    /// only: how long the answer takes tells nothing of what the keys are.
    pub fn owner_of(&self, key: &[u8]) -> Option<&Consumer> {
        let mut owner = None;
        for consumer in &self.0 {
            for known in &consumer.keys {
                if bool::from(known.as_bytes().ct_eq(key)) {
                    owner = Some(consumer);
                }
            }
        }
        owner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_owner() {
        let consumers = Consumers(vec![consumer("alice", &["k1", "k2"]), consumer("bob", &["k3"])]);
        let owner = |key: &[u8]| consumers.owner_of(key).map(|c| c.name.as_str());
        assert_eq!(owner(b"k1"), Some("alice"));
        assert_eq!(owner(b"k2"), Some("alice"));
        assert_eq!(owner(b"k3"), Some("bob"));
        for unknown in [&b"k"[..], b"k11", b"K1", b"", b"\xff1"] {
            assert_eq!(owner(unknown), None);
        }
    }

    fn consumer(name: &str, keys: &[&str]) -> Consumer {
        Consumer {
            name: name.to_owned(),
            keys: keys.iter().map(|key| key.to_string()).collect(),
            allowed: true,
        }
    }
}
