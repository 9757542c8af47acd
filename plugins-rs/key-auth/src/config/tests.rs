use super::*;

fn policy(json: &str) -> Policy {
    parse(json.as_bytes()).unwrap_or_else(|e| panic!("{json}: {e}"))
}

fn refused(json: &str) -> Error {
    match parse(json.as_bytes()) {
        Ok(policy) => panic!("{json} was taken as {policy:?}"),
        Err(error) => error,
    }
}

/// A configuration with one consumer and these further fields.
fn with(fields: &str) -> String {
    format!(r#"{{"consumers": [{{"name": "alice", "key": "s3cret"}}], {fields}}}"#)
}

#[test]
fn the_simple_form() {
    let policy = policy(&with(r#""header": "X-Api-Key", "query": ["k", "K"]"#));
    assert_eq!(policy.sources.headers, ["x-api-key"]);
    assert_eq!(policy.sources.queries, ["k", "K"]);
    assert_eq!(policy.consumers.0[0].name, "alice");
    assert_eq!(policy.consumers.0[0].keys, ["s3cret"]);
    assert_eq!(policy.consumer_header, "x-consumer");
    assert!(!policy.hide_credentials);
}

#[test]
fn the_place_is_x_api_key_unless_named() {
    let policy = policy(r#"{"consumers": [{"name": "a", "key": "k"}]}"#);
    assert_eq!(policy.sources.headers, ["x-api-key"]);
    assert!(policy.sources.queries.is_empty());
}

#[test]
fn the_form_with_keys_and_places() {
    let both = policy(&with(r#""keys": ["apikey"], "in_header": true, "in_query": true"#));
    assert_eq!(
        (both.sources.headers, both.sources.queries),
        (vec!["apikey".into()], vec!["apikey".into()])
    );
    let query = policy(&with(r#""keys": ["apikey"], "in_header": false, "in_query": true"#));
    assert!(query.sources.headers.is_empty());
    let header = policy(&with(r#""keys": "apikey""#));
    assert!(header.sources.queries.is_empty());
}

#[test]
fn every_name_for_a_key_is_taken() {
    for field in
        [r#""key": "k""#, r#""keys": ["k"]"#, r#""credential": "k""#, r#""credentials": ["k"]"#]
    {
        let policy = policy(&format!(r#"{{"consumers": [{{"name": "a", {field}}}]}}"#));
        assert_eq!(policy.consumers.0[0].keys, ["k"], "{field}");
    }
}

#[test]
fn allow_names_some() {
    let policy = policy(
        r#"{"consumers": [{"name": "a", "key": "1"}, {"name": "b", "key": "2"}], "allow": ["b"]}"#,
    );
    let allowed: Vec<_> = policy.consumers.0.iter().map(|c| c.allowed).collect();
    assert_eq!(allowed, [false, true]);
}

#[test]
fn scheme_and_realm_make_the_challenge() {
    let challenge = |fields| policy(&with(fields)).challenge;
    assert_eq!(challenge(r#""realm": "shop""#), r#"Key realm="shop""#);
    assert_eq!(challenge(r#""scheme": "Bearer""#), r#"Bearer realm="weir""#);
}

#[test]
fn nothing_to_go_by_is_refused() {
    assert!(refused("").starts_with("configuration: missing"));
    assert!(refused(" \n").starts_with("configuration: missing"));
    assert!(refused("{}").starts_with("consumers: none"));
    assert!(refused(r#"{"consumers": []}"#).starts_with("consumers: none"));
    assert!(refused("[]").starts_with("configuration: a list (expected: an object"));
    assert!(refused("{\"consumers\": ").starts_with("configuration: not JSON"));
    assert!(parse(b"\xff{}").unwrap_err().starts_with("configuration: not JSON"));
}

#[test]
fn each_bad_field_is_named() {
    let cases = [
        (r#""headers": "k""#, "headers: unknown field"),
        (r#""header": 3"#, "header: a number"),
        (r#""header": "a b""#, r#"header: "a b""#),
        (r#""header": ":path""#, r#"header: ":path""#),
        (r#""header": []"#, "header: an empty list"),
        (r#""query": """#, "query: an empty string"),
        (r#""keys": ["k"], "header": "k""#, "header: stands beside keys"),
        (r#""keys": ["k"], "in_header": false"#, "in_header: false, and in_query too"),
        (r#""keys": ["k"], "in_query": "yes""#, "in_query: a string (expected: true or false)"),
        (r#""in_query": true"#, "in_query: stands without keys"),
        (r#""scheme": "a b""#, r#"scheme: "a b""#),
        (r#""allow": ["bob"]"#, "allow: bob (expected: a consumer's name: alice)"),
        (r#""allow": []"#, "allow: an empty list"),
        (r#""consumer_header": "x y""#, r#"consumer_header: "x y""#),
        (r#""consumer_header": "x-api-key""#, "consumer_header: x-api-key"),
        (r#""hide_credentials": 1"#, "hide_credentials: a number"),
        (r#""realm": "a\"b""#, "realm: "),
        (r#""global_auth": true"#, "global_auth: unknown field"),
    ];
    for (fields, wanted) in cases {
        let error = refused(&with(fields));
        assert!(error.starts_with(wanted), "{fields}: {error}");
        assert!(error.contains("(expected: "), "{error}");
    }
}

#[test]
fn each_bad_consumer_is_named_and_no_key_is_shown() {
    let cases = [
        (r#"3"#, "consumers[1]: a number"),
        (r#"{"key": "s3cret2"}"#, "consumers[1].name: missing"),
        (r#"{"name": "", "key": "s3cret2"}"#, "consumers[1].name: \"\""),
        (r#"{"name": "b\n", "key": "s3cret2"}"#, "consumers[1].name: "),
        (r#"{"name": "b"}"#, "consumers[1]: no key"),
        (r#"{"name": "b", "key": "s3cret2", "keys": ["x"]}"#, "consumers[1]: key and keys"),
        (r#"{"name": "b", "key": ""}"#, "consumers[1].key: a key that no request can carry"),
        (r#"{"name": "b", "keys": ["s3cret2 "]}"#, "consumers[1].keys: a key that no request"),
        (r#"{"name": "b", "keys": [7]}"#, "consumers[1].keys[0]: a number"),
        (r#"{"name": "b", "key": "s3cret"}"#, "consumers[1]: a key that is there twice"),
        (r#"{"name": "alice", "key": "s3cret2"}"#, "consumers[1].name: alice is there twice"),
        (
            r#"{"name": "b", "key": "s3cret2", "in_header": true}"#,
            "consumers[1].in_header: unknown",
        ),
    ];
    for (consumer, wanted) in cases {
        let error = refused(&format!(
            r#"{{"consumers": [{{"name": "alice", "key": "s3cret"}}, {consumer}]}}"#
        ));
        assert!(error.starts_with(wanted), "{consumer}: {error}");
        assert!(!error.contains("s3cret"), "{error}");
    }
}
