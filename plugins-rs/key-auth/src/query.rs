//! The query part of a request target, as bytes: a target need not be UTF-8.

/// The decoded values of the parameters whose decoded name is one of `names`.
pub fn values(target: &[u8], names: &[String]) -> Vec<Vec<u8>> {
    parameters(target)
        .map(split)
        .filter(|(name, _)| is_one_of(name, names))
        .map(|(_, value)| decode(value))
        .collect()
}

/// The target without those parameters; `None` when it has none of them. What stays is unchanged.
pub fn without(target: &[u8], names: &[String]) -> Option<Vec<u8>> {
    let kept: Vec<&[u8]> =
        parameters(target).filter(|parameter| !is_one_of(split(parameter).0, names)).collect();
    if kept.len() == parameters(target).count() {
        return None;
    }
    let mut rest = path(target).to_vec();
    if !kept.is_empty() {
        rest.push(b'?');
        rest.extend(kept.join(&b'&'));
    }
    Some(rest)
}

fn path(target: &[u8]) -> &[u8] {
    target.split(|&b| b == b'?').next().unwrap_or_default()
}

fn parameters(target: &[u8]) -> impl Iterator<Item = &[u8]> {
    let query = target.get(path(target).len() + 1..);
    query.into_iter().flat_map(|query| query.split(|&b| b == b'&'))
}

fn split(parameter: &[u8]) -> (&[u8], &[u8]) {
    match parameter.iter().position(|&b| b == b'=') {
        Some(at) => (&parameter[..at], &parameter[at + 1..]),
        None => (parameter, b""),
    }
}

fn is_one_of(name: &[u8], names: &[String]) -> bool {
    let name = decode(name);
    names.iter().any(|wanted| wanted.as_bytes() == name)
}

/// Undoes percent-encoding and `+` for a space. A broken escape stands for itself.
fn decode(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        match (first, escape(tail)) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                rest = &tail[2..];
            }
            (b'+', _) => decoded.push(b' '),
            _ => decoded.push(first),
        }
    }
    decoded
}

fn escape(after_percent: &[u8]) -> Option<u8> {
    let digit = |n: usize| after_percent.get(n).and_then(|&b| char::from(b).to_digit(16));
    Some((digit(0)? * 16 + digit(1)?) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(name: &str) -> Vec<String> {
        vec![name.to_owned()]
    }

    #[test]
    fn values_are_decoded() {
        assert_eq!(values(b"/a?k=x%20y%2Bz+&j=1", &names("k")), [b"x y+z "]);
        assert_eq!(values(b"/a?%6b=1", &names("k")), [b"1"]);
        assert_eq!(values(b"/a?k=1&k=2", &names("k")), [b"1", b"2"]);
        assert_eq!(values(b"/a?k=%ff", &names("k")), [b"\xff"]);
    }

    #[test]
    fn broken_targets_yield_what_they_say() {
        assert_eq!(values(b"/a?k=%4", &names("k")), [b"%4"]);
        assert_eq!(values(b"/a?k=%zz%", &names("k")), [b"%zz%"]);
        assert_eq!(values(b"/a?k", &names("k")), [b""]);
        assert_eq!(values(b"/a?k=a=b", &names("k")), [b"a=b"]);
        for target in [&b""[..], b"/", b"?", b"/?", b"/?&", b"&=", b"/k=1"] {
            assert!(values(target, &names("k")).is_empty(), "{target:?}");
            assert_eq!(without(target, &names("k")), None, "{target:?}");
        }
    }

    #[test]
    fn without_leaves_the_rest_as_it_is() {
        let cut = |target: &[u8]| without(target, &names("k"));
        assert_eq!(cut(b"/a?k=1").unwrap(), b"/a");
        assert_eq!(cut(b"/a?x=%2f&k=1&&y=+").unwrap(), b"/a?x=%2f&&y=+");
        assert_eq!(cut(b"/a?k=1&x=?&%6B=2").unwrap(), b"/a?x=?");
        assert_eq!(cut(b"/a?kk=1"), None);
    }
}
