//! The draft on this device: text in local storage at every change, pictures in IndexedDB.
//!
//! It belongs to one person. Another one who signs in here finds nothing. On a device that others use as well the text is kept for as long
//! as the tab is open, and the pictures by the server alone.

pub mod pictures;

use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use sscard_shared::api::SavedDraft;

use crate::platform::device;

/// The version is part of the key: a later page that keeps drafts otherwise does not stumble over this one.
const KEY: &str = "sscard:draft:1";

/// A draft and whose it is.
#[derive(Serialize, Deserialize)]
struct Kept {
    owner: String,
    saved: SavedDraft,
}

/// Keeps the draft of a person.
pub fn save(owner: String, saved: SavedDraft) {
    if let (Ok(text), Some(storage)) =
        (serde_json::to_string(&Kept { owner, saved }), device::storage())
    {
        // A full or forbidden storage loses nothing yet: the server keeps the draft as well.
        let _ = storage.set_item(KEY, &text);
    }
}

/// The draft of a person. One that is another's is wiped, pictures and all.
#[must_use]
pub fn restore(owner: &str) -> Option<SavedDraft> {
    let text = device::storage()?.get_item(KEY).ok().flatten()?;
    match serde_json::from_str::<Kept>(&text) {
        Ok(kept) if kept.owner == owner => Some(kept.saved),
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
