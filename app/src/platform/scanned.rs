//! What a phone read off a code, behind the `#` of the address: kept for this tab until it is answered, whatever has to be done first.

use leptos::prelude::window;
use web_sys::Storage;

const SCANNED_KEY: &str = "sscard:scanned";

/// Takes it out of the address, where it would stay in the history and be copied along.
pub fn take_up() {
    let location = window().location();
    let (path, hash) = (location.pathname().unwrap_or_default(), location.hash());
    let hash = hash.unwrap_or_default();
    // A mini-program may have put a word of its own behind it.
    let secret = hash.split('#').nth(1).unwrap_or_default();
    if path.trim_end_matches('/') != "/scan" || secret.is_empty() {
        return;
    }
    if let Some(storage) = of_tab() {
        let _ = storage.set_item(SCANNED_KEY, secret);
    }
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
}

/// What was read, if it is not answered yet.
#[must_use]
pub fn secret() -> Option<String> {
    of_tab()?.get_item(SCANNED_KEY).ok().flatten()
}

/// It is answered, or good no longer.
pub fn forget() {
    if let Some(storage) = of_tab() {
        let _ = storage.remove_item(SCANNED_KEY);
    }
}

fn of_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
