//! What was typed: every field's text as the person left it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{
    Deserialize, Serialize,
    de::{Error as _, MapAccess, Visitor},
};

use crate::field::Field;

/// What a person has typed so far, field by field, right or wrong.
///
/// On the wire and in storage it is one flat JSON object from a field's wire name to its text, e.g.
/// `{"name":"张三","district":"110108"}`. Absent, `null` and empty mean the same: nothing typed. An unknown field name is an
/// error, so that a misspelt field is never silently dropped, and so is a name that stands twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Draft {
    values: BTreeMap<Field, String>,
}

impl Draft {
    /// The longest text kept for one field, in characters; what is longer is cut at the door.
    pub const MAX_CHARS: usize = 500;

    /// A draft in which nothing is typed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of a field, empty where nothing was typed.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.values.get(&field).map_or("", String::as_str)
    }

    /// Replaces the text of a field; blank text removes it.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let mut text = text.into();
        if let Some((end, _)) = text.char_indices().nth(Self::MAX_CHARS) {
            text.truncate(end);
        }
        if text.trim().is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, text);
        }
    }

    /// Whether nothing at all was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The fields with text, and their text.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.values.iter().map(|(field, text)| (*field, text.as_str()))
    }
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DraftVisitor)
    }
}

struct DraftVisitor;

impl<'de> Visitor<'de> for DraftVisitor {
    type Value = Draft;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object from a field's name to its text")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Draft, A::Error> {
        let (mut draft, mut seen) = (Draft::new(), BTreeSet::new());
        while let Some((field, text)) = entries.next_entry::<Field, Option<String>>()? {
            if !seen.insert(field) {
                return Err(A::Error::custom(format_args!("the field `{field}` stands twice")));
            }
            draft.set(field, text.unwrap_or_default());
        }
        Ok(draft)
    }
}
