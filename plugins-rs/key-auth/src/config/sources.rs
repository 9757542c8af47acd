//! The fields that say where a request carries its key.

use super::fields::{refuse, Error, Fields};
use super::syntax::{header_name, is_token};
use crate::sources::Sources;

pub fn read(fields: &Fields) -> Result<Sources, Error> {
    let mut sources = match fields.texts("keys")? {
        Some(names) => by_keys(fields, &names)?,
        None => by_place(fields)?,
    };
    sources.scheme = match fields.text("scheme")? {
        Some(scheme) if !is_token(scheme) => {
            return refuse("scheme", format!("{scheme:?}"), "a word like Bearer")
        }
        scheme => scheme.map(str::to_owned),
    };
    Ok(sources)
}

/// `header` and `query`, each a name or a list of names.
fn by_place(fields: &Fields) -> Result<Sources, Error> {
    for flag in ["in_header", "in_query"] {
        if fields.has(flag) {
            return refuse(flag, "stands without keys", "keys beside it, or header and query");
        }
    }
    let mut headers = fields.texts("header")?.unwrap_or_default();
    let queries = fields.texts("query")?.unwrap_or_default();
    if headers.is_empty() && queries.is_empty() {
        headers.push("x-api-key");
    }
    named(("header", &headers), ("query", &queries))
}

/// `keys` names, to be looked for `in_header` (the default) and `in_query`.
fn by_keys(fields: &Fields, names: &[&str]) -> Result<Sources, Error> {
    for place in ["header", "query"] {
        if fields.has(place) {
            return refuse(place, "stands beside keys", "either keys, or header and query");
        }
    }
    let in_header = fields.flag("in_header")?.unwrap_or(true);
    let in_query = fields.flag("in_query")?.unwrap_or(false);
    if !in_header && !in_query {
        return refuse("in_header", "false, and in_query too", "one of them true");
    }
    let when = |wanted: bool| if wanted { names } else { &[] };
    named(("keys", when(in_header)), ("keys", when(in_query)))
}

type FieldAndNames<'a> = (&'a str, &'a [&'a str]);

fn named(headers: FieldAndNames, queries: FieldAndNames) -> Result<Sources, Error> {
    let header = |name: &&str| header_name(headers.0, name);
    if queries.1.iter().any(|name| name.is_empty()) {
        return refuse(queries.0, "an empty string", "a query parameter's name");
    }
    Ok(Sources {
        headers: headers.1.iter().map(header).collect::<Result<_, _>>()?,
        queries: queries.1.iter().map(|name| name.to_string()).collect(),
        scheme: None,
    })
}
