//! The address bar, where it is not one of our own pages that it is about.

use leptos::prelude::window;

/// Leaves this page for an address that is none of its pages.
pub fn leave_for(address: &str) {
    let _ = window().location().assign(address);
}

/// What the address says behind its question mark by a name. It is said once: it leaves the address, and a reload finds it no more.
#[must_use]
pub fn take_query(name: &str) -> Option<String> {
    let location = window().location();
    let query = web_sys::UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
    let said = query.get(name)?;
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", location.pathname().ok().as_deref());
    }
    Some(said)
}
