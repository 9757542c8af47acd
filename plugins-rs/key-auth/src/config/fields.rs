//! Reads a JSON object field by field. Every error names the field's path, what is there and what
//! is expected; it never shows a value that may be a secret.

use serde_json::{Map, Value};
use std::fmt::Display;

/// `path: found (expected: wanted)`, for the operator.
pub type Error = String;

pub fn error(path: &str, found: impl Display, expected: impl Display) -> Error {
    format!("{path}: {found} (expected: {expected})")
}

pub fn refuse<T>(path: &str, found: impl Display, expected: impl Display) -> Result<T, Error> {
    Err(error(path, found, expected))
}

/// One object of the configuration and where it stands.
pub struct Fields<'a> {
    path: String,
    map: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    /// The object at `path`, which may hold the `known` fields and nothing else.
    pub fn of(value: &'a Value, path: &str, known: &[&str]) -> Result<Self, Error> {
        let Value::Object(map) = value else {
            let at = if path.is_empty() { "configuration" } else { path };
            return refuse(at, kind(value), "an object");
        };
        let fields = Fields { path: path.to_owned(), map };
        match map.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => {
                refuse(&fields.at(name), "unknown field", format!("one of {}", known.join(", ")))
            }
            None => Ok(fields),
        }
    }

    /// The path of a field of this object.
    pub fn at(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    pub fn text(&self, name: &str) -> Result<Option<&'a str>, Error> {
        match self.map.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => refuse(&self.at(name), kind(other), "a string"),
        }
    }

    pub fn flag(&self, name: &str) -> Result<Option<bool>, Error> {
        match self.map.get(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(other) => refuse(&self.at(name), kind(other), "true or false"),
        }
    }

    pub fn list(&self, name: &str) -> Result<Option<&'a [Value]>, Error> {
        match self.map.get(name) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(other) => refuse(&self.at(name), kind(other), "a list"),
        }
    }

    /// A string or a list of strings; the list may not be empty.
    pub fn texts(&self, name: &str) -> Result<Option<Vec<&'a str>>, Error> {
        let items = match self.map.get(name) {
            None => return Ok(None),
            Some(Value::String(text)) => return Ok(Some(vec![text])),
            Some(Value::Array(items)) if items.is_empty() => {
                return refuse(&self.at(name), "an empty list", "one string or more")
            }
            Some(Value::Array(items)) => items,
            Some(other) => {
                return refuse(&self.at(name), kind(other), "a string or a list of strings")
            }
        };
        let text = |(n, item): (usize, &'a Value)| match item {
            Value::String(text) => Ok(text.as_str()),
            other => refuse(&format!("{}[{n}]", self.at(name)), kind(other), "a string"),
        };
        items.iter().enumerate().map(text).collect::<Result<_, _>>().map(Some)
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn unknown_field_is_named_with_its_path_and_the_known_ones() {
        let value = json!({"nmae": 1});
        let refused = Fields::of(&value, "consumers[2]", &["name", "key"]).err();
        assert_eq!(
            refused.as_deref(),
            Some("consumers[2].nmae: unknown field (expected: one of name, key)")
        );
    }

    #[test]
    fn wrong_type_is_named_without_its_value() {
        let value = json!({"key": 12345});
        let fields = Fields::of(&value, "", &["key"]).unwrap();
        assert_eq!(fields.text("key").unwrap_err(), "key: a number (expected: a string)");
    }

    #[test]
    fn texts_take_one_or_many() {
        let value = json!({"one": "a", "many": ["a", "b"], "none": [], "odd": ["a", 1]});
        let fields = Fields::of(&value, "", &["one", "many", "none", "odd"]).unwrap();
        assert_eq!(fields.texts("one").unwrap(), Some(vec!["a"]));
        assert_eq!(fields.texts("many").unwrap(), Some(vec!["a", "b"]));
        assert_eq!(fields.texts("absent").unwrap(), None);
        assert!(fields.texts("none").unwrap_err().starts_with("none: an empty list"));
        assert_eq!(fields.texts("odd").unwrap_err(), "odd[1]: a number (expected: a string)");
    }
}
