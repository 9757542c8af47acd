//! The plugin's configuration: from JSON to a `Policy`, or to an error that names the field.

use crate::consumers::{Consumer, Consumers};
use crate::fields::{error, Error, Fields};
use crate::policy::Policy;
use crate::sources::Sources;
use serde_json::Value;
use std::collections::HashSet;

const KNOWN: &[&str] = &[
    "consumers",
    "allow",
    "header",
    "query",
    "keys",
    "in_header",
    "in_query",
    "scheme",
    "consumer_header",
    "hide_credentials",
    "realm",
];

const KEY_FIELDS: [&str; 4] = ["key", "keys", "credential", "credentials"];

/// Reads a configuration. A missing or empty one is refused: without consumers the plugin would
/// have to refuse every request or let every request in, and neither is what an operator means.
pub fn parse(bytes: &[u8]) -> Result<Policy, Error> {
    if bytes.trim_ascii().is_empty() {
        return Err(error("configuration", "missing", EXAMPLE));
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|e| error("configuration", format!("not JSON, {e}"), EXAMPLE))?;
    let fields = Fields::of(&value, "", KNOWN)?;
    let sources = sources(&fields)?;
    let consumer_header = match fields.text("consumer_header")? {
        None => "x-consumer".to_owned(),
        Some(name) => header_name(&fields.at("consumer_header"), name)?,
    };
    if sources.headers.contains(&consumer_header) {
        let wanted = "a header that carries no key";
        return Err(error("consumer_header", consumer_header, wanted));
    }
    Ok(Policy {
        consumers: consumers(&fields)?,
        challenge: challenge(&fields, &sources)?,
        hide_credentials: fields.flag("hide_credentials")?.unwrap_or(false),
        consumer_header,
        sources,
    })
}

const EXAMPLE: &str = r#"an object like {"consumers": [{"name": "alice", "key": "..."}]}"#;

fn sources(fields: &Fields) -> Result<Sources, Error> {
    let (headers, queries) = match fields.texts("keys")? {
        Some(names) => by_keys(fields, names)?,
        None => by_place(fields)?,
    };
    let headers = headers.into_iter().map(|(at, name)| header_name(&at, name));
    let queries = queries.into_iter().map(|(at, name)| non_empty(&at, name));
    let scheme = match fields.text("scheme")? {
        None => None,
        Some(scheme) if is_token(scheme) => Some(scheme.to_owned()),
        Some(other) => return Err(error("scheme", format!("{other:?}"), "a word like Bearer")),
    };
    Ok(Sources {
        headers: headers.collect::<Result<_, _>>()?,
        queries: queries.collect::<Result<_, _>>()?,
        scheme,
    })
}

type Names<'a> = Vec<(String, &'a str)>;

/// `header` and `query`, each a name or a list of names.
fn by_place<'a>(fields: &Fields<'a>) -> Result<(Names<'a>, Names<'a>), Error> {
    for flag in ["in_header", "in_query"] {
        if fields.has(flag) {
            return Err(error(
                flag,
                "stands without keys",
                "keys beside it, or header and query",
            ));
        }
    }
    let named = |name| -> Result<_, Error> {
        let texts = fields.texts(name)?.unwrap_or_default();
        Ok(texts
            .into_iter()
            .map(|text| (fields.at(name), text))
            .collect::<Names>())
    };
    let (mut headers, queries) = (named("header")?, named("query")?);
    if headers.is_empty() && queries.is_empty() {
        headers.push(("header".to_owned(), "x-api-key"));
    }
    Ok((headers, queries))
}

/// `keys` names, to be looked for `in_header` (the default) and `in_query`.
fn by_keys<'a>(fields: &Fields, names: Vec<&'a str>) -> Result<(Names<'a>, Names<'a>), Error> {
    for place in ["header", "query"] {
        if fields.has(place) {
            return Err(error(
                place,
                "stands beside keys",
                "either keys, or header and query",
            ));
        }
    }
    let in_header = fields.flag("in_header")?.unwrap_or(true);
    let in_query = fields.flag("in_query")?.unwrap_or(false);
    if !in_header && !in_query {
        return Err(error(
            "in_header",
            "false, and in_query too",
            "one of them true",
        ));
    }
    let names: Names = names
        .into_iter()
        .map(|name| ("keys".to_owned(), name))
        .collect();
    let when = |wanted: bool| if wanted { names.clone() } else { Vec::new() };
    Ok((when(in_header), when(in_query)))
}

fn consumers(fields: &Fields) -> Result<Consumers, Error> {
    let items = fields.list("consumers")?.unwrap_or_default();
    if items.is_empty() {
        let wanted =
            "one or more, each with a name and a key; without one every request would be refused";
        return Err(error("consumers", "none", wanted));
    }
    let mut consumers: Vec<Consumer> = Vec::with_capacity(items.len());
    let (mut names, mut keys) = (HashSet::new(), HashSet::new());
    for (n, item) in items.iter().enumerate() {
        let consumer = consumer(item, &format!("consumers[{n}]"))?;
        if !names.insert(consumer.name.clone()) {
            let found = format!("{} is there twice", consumer.name);
            return Err(error(
                &format!("consumers[{n}].name"),
                found,
                "a name of its own",
            ));
        }
        if !consumer.keys.iter().all(|key| keys.insert(key.clone())) {
            let found = "a key that is there twice";
            return Err(error(&format!("consumers[{n}]"), found, "keys of its own"));
        }
        consumers.push(consumer);
    }
    allow(fields, &mut consumers)?;
    Ok(Consumers(consumers))
}

fn consumer(value: &Value, path: &str) -> Result<Consumer, Error> {
    let mut known = vec!["name"];
    known.extend(KEY_FIELDS);
    let fields = Fields::of(value, path, &known)?;
    let at = fields.at("name");
    let name = fields
        .text("name")?
        .ok_or_else(|| error(&at, "missing", "a string"))?;
    if name.is_empty() || name != name.trim() || name.chars().any(char::is_control) {
        return Err(error(
            &at,
            format!("{name:?}"),
            "text that a header can carry",
        ));
    }
    let given: Vec<_> = KEY_FIELDS
        .iter()
        .copied()
        .filter(|name| fields.has(name))
        .collect();
    let [field] = given[..] else {
        let found = if given.is_empty() {
            "no key".to_owned()
        } else {
            given.join(" and ")
        };
        return Err(error(
            path,
            found,
            "one of key, keys, credential, credentials",
        ));
    };
    let keys = fields.texts(field)?.unwrap_or_default();
    if keys
        .iter()
        .any(|key| key.is_empty() || *key != key.trim() || key.chars().any(char::is_control))
    {
        let wanted = "text without blanks at its ends and without control characters";
        return Err(error(
            &fields.at(field),
            "a key that no request can carry",
            wanted,
        ));
    }
    Ok(Consumer {
        name: name.to_owned(),
        keys: keys.into_iter().map(str::to_owned).collect(),
        allowed: true,
    })
}

fn allow(fields: &Fields, consumers: &mut [Consumer]) -> Result<(), Error> {
    let Some(allowed) = fields.texts("allow")? else {
        return Ok(());
    };
    if let Some(stranger) = allowed
        .iter()
        .find(|name| consumers.iter().all(|c| c.name != **name))
    {
        let names: Vec<_> = consumers.iter().map(|c| c.name.as_str()).collect();
        return Err(error(
            "allow",
            stranger,
            format!("a consumer's name: {}", names.join(", ")),
        ));
    }
    for consumer in consumers {
        consumer.allowed = allowed.contains(&consumer.name.as_str());
    }
    Ok(())
}

/// RFC 9110, section 11.6.1: what a 401 says about how to come back.
fn challenge(fields: &Fields, sources: &Sources) -> Result<String, Error> {
    let realm = fields.text("realm")?.unwrap_or("weir");
    if realm
        .chars()
        .any(|c| c.is_control() || c == '"' || c == '\\')
    {
        let wanted = "text without quotes, backslashes and control characters";
        return Err(error("realm", format!("{realm:?}"), wanted));
    }
    let scheme = sources.scheme.as_deref().unwrap_or("Key");
    Ok(format!("{scheme} realm=\"{realm}\""))
}

fn header_name(path: &str, name: &str) -> Result<String, Error> {
    if is_token(name) {
        return Ok(name.to_ascii_lowercase());
    }
    Err(error(
        path,
        format!("{name:?}"),
        "a header name, RFC 9110, section 5.1",
    ))
}

fn non_empty(path: &str, name: &str) -> Result<String, Error> {
    if name.is_empty() {
        return Err(error(path, "an empty string", "a query parameter's name"));
    }
    Ok(name.to_owned())
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let is_token_byte = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(is_token_byte)
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
