//! The plugin's configuration: from JSON to a `Policy`, or to an error that names the field.

mod consumers;
mod fields;
mod sources;
mod syntax;

use crate::policy::Policy;
use crate::sources::Sources;
use fields::{refuse, Error, Fields};
use serde_json::Value;

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

const EXAMPLE: &str = r#"an object like {"consumers": [{"name": "alice", "key": "..."}]}"#;

/// Reads a configuration. A missing or empty one is refused: without consumers the plugin would
/// have to refuse every request or let every request in, and neither is what an operator means.
pub fn parse(bytes: &[u8]) -> Result<Policy, Error> {
    if bytes.trim_ascii().is_empty() {
        return refuse("configuration", "missing", EXAMPLE);
    }
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return refuse("configuration", format!("not JSON, {error}"), EXAMPLE),
    };
    let fields = Fields::of(&value, "", KNOWN)?;
    let sources = sources::read(&fields)?;
    Ok(Policy {
        consumers: consumers::read(&fields)?,
        consumer_header: consumer_header(&fields, &sources)?,
        hide_credentials: fields.flag("hide_credentials")?.unwrap_or(false),
        challenge: challenge(&fields, &sources)?,
        sources,
    })
}

fn consumer_header(fields: &Fields, sources: &Sources) -> Result<String, Error> {
    let field = "consumer_header";
    let name = syntax::header_name(field, fields.text(field)?.unwrap_or("x-consumer"))?;
    if sources.headers.contains(&name) {
        return refuse(field, name, "a header that carries no key");
    }
    Ok(name)
}

/// What a 401 says about how to come back: RFC 9110, section 11.6.1.
fn challenge(fields: &Fields, sources: &Sources) -> Result<String, Error> {
    let realm = fields.text("realm")?.unwrap_or("weir");
    if realm.chars().any(|c| c.is_control() || c == '"' || c == '\\') {
        let wanted = "text without quotes, backslashes and control characters";
        return refuse("realm", format!("{realm:?}"), wanted);
    }
    let scheme = sources.scheme.as_deref().unwrap_or("Key");
    Ok(format!("{scheme} realm=\"{realm}\""))
}

#[cfg(test)]
mod tests;
