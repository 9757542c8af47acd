//! The fields `consumers` and `allow`.

use super::fields::{error, refuse, Error, Fields};
use super::syntax::is_carried_whole;
use crate::consumers::{Consumer, Consumers};
use serde_json::Value;
use std::collections::HashSet;

const KNOWN: &[&str] = &["name", "key", "keys", "credential", "credentials"];

pub fn read(fields: &Fields) -> Result<Consumers, Error> {
    let items = fields.list("consumers")?.unwrap_or_default();
    if items.is_empty() {
        return refuse("consumers", "none", "one or more; without one every request is refused");
    }
    let mut consumers: Vec<Consumer> = Vec::with_capacity(items.len());
    let (mut names, mut keys) = (HashSet::new(), HashSet::new());
    for (n, item) in items.iter().enumerate() {
        let path = format!("consumers[{n}]");
        let consumer = consumer(item, &path)?;
        if !names.insert(consumer.name.clone()) {
            let found = format!("{} is there twice", consumer.name);
            return refuse(&format!("{path}.name"), found, "a name of its own");
        }
        if !consumer.keys.iter().all(|key| keys.insert(key.clone())) {
            return refuse(&path, "a key that is there twice", "keys of its own");
        }
        consumers.push(consumer);
    }
    allow(fields, &mut consumers)?;
    Ok(Consumers(consumers))
}

fn consumer(value: &Value, path: &str) -> Result<Consumer, Error> {
    let fields = Fields::of(value, path, KNOWN)?;
    let at = fields.at("name");
    let name = fields.text("name")?.ok_or_else(|| error(&at, "missing", "a string"))?;
    if !is_carried_whole(name) {
        return refuse(&at, format!("{name:?}"), "text that a header can carry");
    }
    let keys = keys(&fields, path)?;
    Ok(Consumer { name: name.to_owned(), keys, allowed: true })
}

/// Exactly one of the fields for keys is there. The error never shows a key.
fn keys(fields: &Fields, path: &str) -> Result<Vec<String>, Error> {
    let given: Vec<&str> = KNOWN[1..].iter().copied().filter(|name| fields.has(name)).collect();
    let [field] = given[..] else {
        let found = if given.is_empty() { "no key".to_owned() } else { given.join(" and ") };
        return refuse(path, found, format!("one of {}", KNOWN[1..].join(", ")));
    };
    let keys = fields.texts(field)?.unwrap_or_default();
    if !keys.iter().all(|key| is_carried_whole(key)) {
        let wanted = "text without blanks at its ends and without control characters";
        return refuse(&fields.at(field), "a key that no request can carry", wanted);
    }
    Ok(keys.into_iter().map(str::to_owned).collect())
}

fn allow(fields: &Fields, consumers: &mut [Consumer]) -> Result<(), Error> {
    let Some(allowed) = fields.texts("allow")? else {
        return Ok(());
    };
    let names: Vec<&str> = consumers.iter().map(|consumer| consumer.name.as_str()).collect();
    if let Some(stranger) = allowed.iter().find(|name| !names.contains(name)) {
        return refuse("allow", stranger, format!("a consumer's name: {}", names.join(", ")));
    }
    for consumer in consumers {
        consumer.allowed = allowed.contains(&consumer.name.as_str());
    }
    Ok(())
}
