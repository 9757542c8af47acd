//! Where a request may carry its key.

use crate::query;

/// The places to look in. Header names are lower-case.
#[derive(Debug, PartialEq, Eq)]
pub struct Sources {
    pub headers: Vec<String>,
    pub queries: Vec<String>,
    /// What stands before the key in a header, as `Bearer` does in `authorization`.
    pub scheme: Option<String>,
}

/// What a request shows.
#[derive(Debug, PartialEq, Eq)]
pub enum Presented {
    Nothing,
    Key(Vec<u8>),
    /// Keys that differ: which one a later party would use is anyone's guess.
    Several,
}

impl Sources {
    /// Looks into the request: `header` gives a header's first value, `target` is `:path`.
    pub fn look(&self, header: impl Fn(&str) -> Option<Vec<u8>>, target: &[u8]) -> Presented {
        let from_headers = self.headers.iter().filter_map(|name| self.key_in(&header(name)?));
        let from_query = query::values(target, &self.queries);
        let mut keys: Vec<_> =
            from_headers.chain(from_query).filter(|key| !key.is_empty()).collect();
        keys.dedup();
        match (keys.pop(), keys.is_empty()) {
            (None, _) => Presented::Nothing,
            (Some(key), true) => Presented::Key(key),
            (Some(_), false) => Presented::Several,
        }
    }

    fn key_in(&self, value: &[u8]) -> Option<Vec<u8>> {
        let value = value.trim_ascii();
        let Some(scheme) = &self.scheme else {
            return Some(value.to_vec());
        };
        let (before, after) = value.split_at_checked(scheme.len())?;
        let separated = after.first().is_some_and(|b| *b == b' ' || *b == b'\t');
        (separated && before.eq_ignore_ascii_case(scheme.as_bytes()))
            .then(|| after.trim_ascii().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(scheme: Option<&str>) -> Sources {
        Sources {
            headers: vec!["x-api-key".into(), "apikey".into()],
            queries: vec!["key".into()],
            scheme: scheme.map(str::to_owned),
        }
    }

    fn look(headers: &[(&str, &[u8])], target: &str) -> Presented {
        look_with(None, headers, target)
    }

    fn look_with(scheme: Option<&str>, headers: &[(&str, &[u8])], target: &str) -> Presented {
        let header = |name: &str| headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_vec());
        sources(scheme).look(header, target.as_bytes())
    }

    fn key(text: &[u8]) -> Presented {
        Presented::Key(text.to_vec())
    }

    #[test]
    fn each_place_is_looked_into() {
        assert_eq!(look(&[("x-api-key", b"a")], "/"), key(b"a"));
        assert_eq!(look(&[("apikey", b" a ")], "/"), key(b"a"));
        assert_eq!(look(&[], "/?key=a"), key(b"a"));
        assert_eq!(look(&[("other", b"a")], "/?other=a"), Presented::Nothing);
    }

    #[test]
    fn empty_is_nothing() {
        assert_eq!(look(&[("x-api-key", b"  ")], "/?key="), Presented::Nothing);
        assert_eq!(look(&[("x-api-key", b"")], "/?key=a"), key(b"a"));
    }

    #[test]
    fn the_same_key_twice_is_one_and_two_keys_are_refused() {
        assert_eq!(look(&[("x-api-key", b"a"), ("apikey", b"a")], "/?key=a"), key(b"a"));
        assert_eq!(look(&[("x-api-key", b"a")], "/?key=b"), Presented::Several);
        assert_eq!(look(&[], "/?key=a&key=b&key=a"), Presented::Several);
    }

    #[test]
    fn bytes_need_not_be_text() {
        assert_eq!(look(&[("x-api-key", b"\xff\xfe")], "/"), key(b"\xff\xfe"));
    }

    #[test]
    fn scheme_stands_before_the_key() {
        let bearer = |value: &[u8]| look_with(Some("Bearer"), &[("apikey", value)], "/");
        assert_eq!(bearer(b"bearer  a"), key(b"a"));
        assert_eq!(bearer(b"Basic a"), Presented::Nothing);
        assert_eq!(bearer(b"Bearera"), Presented::Nothing);
        assert_eq!(bearer(b"Bearer"), Presented::Nothing);
        assert_eq!(bearer(b"B"), Presented::Nothing);
        assert_eq!(bearer(b"\xff\xff\xff\xff\xff\xff a"), Presented::Nothing);
    }
}
