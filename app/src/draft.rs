//! The draft on this device: text in local storage at every change, pictures in IndexedDB.
//!
//! It belongs to one person. Another one who signs in here finds nothing. On a device that others use as well the text is kept for as long
//! as the tab is open, and the pictures by the server alone.

pub mod pictures;

use std::collections::BTreeSet;

use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use sscard_shared::{api::SavedDraft, field::Field};

use crate::platform::device;

/// The version is part of the key: a later page that keeps drafts otherwise does not stumble over this one.
const KEY: &str = "sscard:draft:1";

/// A draft as this device keeps it.
#[derive(Debug, Serialize, Deserialize)]
pub struct LocalDraft {
    /// The mark of the person it belongs to.
    pub owner: String,
    /// What was typed.
    pub saved: SavedDraft,
    /// The revision of the server's draft that it was made from.
    #[serde(default)]
    pub revision: Option<String>,
    /// The fields that the person changed and the server does not know yet; nothing where that was not noted.
    #[serde(default)]
    pub unsent: Option<BTreeSet<Field>>,
}

/// Keeps the draft of a person.
pub fn save(draft: &LocalDraft) {
    if let (Ok(text), Some(storage)) = (serde_json::to_string(draft), device::storage()) {
        // A full or forbidden storage loses nothing yet: the server keeps the draft as well.
        let _ = storage.set_item(KEY, &text);
    }
}

/// The draft of a person. One that is another's is wiped, pictures and all.
#[must_use]
pub fn restore(owner: &str) -> Option<LocalDraft> {
    let text = device::storage()?.get_item(KEY).ok().flatten()?;
    match serde_json::from_str::<LocalDraft>(&text) {
        Ok(draft) if draft.owner == owner => Some(draft),
        _ => {
            wipe();
            None
        }
    }
}

/// Forgets everything on this device.
pub fn wipe() {
    for storage in device::storages() {
        let _ = storage.remove_item(KEY);
    }
    spawn_local(pictures::wipe());
}
