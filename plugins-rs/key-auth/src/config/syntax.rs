//! What names and values may look like.

use super::fields::{refuse, Error};

/// A field name in lower case: RFC 9110, section 5.1.
pub fn header_name(path: &str, name: &str) -> Result<String, Error> {
    if is_token(name) {
        return Ok(name.to_ascii_lowercase());
    }
    refuse(path, format!("{name:?}"), "a header's name")
}

/// RFC 9110, section 5.6.2.
pub fn is_token(text: &str) -> bool {
    let is_token_byte = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(is_token_byte)
}

/// Whether a header can carry the text and nothing on the way changes it: RFC 9110, section 5.5.
pub fn is_carried_whole(text: &str) -> bool {
    !text.is_empty() && text == text.trim() && !text.chars().any(char::is_control)
}
