//! The device, where other people use it as well: what is kept on it, and how its tabs hear that somebody else has it now.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Storage;

/// The person said that others use this device. It says nothing about anybody, and holds until somebody says otherwise.
const SHARED_KEY: &str = "sscard:shared";
/// When a page of this tab was last left.
const LEFT_KEY: &str = "sscard:left";
/// When somebody last signed in or out on this device. It is written for the other tabs to hear of it.
const HANDS_KEY: &str = "sscard:hands";

/// Somebody left when the server could not be told.
const OWED_KEY: &str = "sscard:owed";

/// Somebody went to a provider, to come back signed in.
const TRIP_KEY: &str = "sscard:trip";

/// The longest time, in milliseconds, between leaving a page and beginning the next one of the same visit. A reload begins before the
/// old page is gone; a closed tab that somebody opens again begins later.
const SAME_VISIT_MS: f64 = 2_000.0;

/// Whether other people use this device.
#[must_use]
pub fn is_shared() -> bool {
    let kept = lasting().and_then(|storage| storage.get_item(SHARED_KEY).ok().flatten());
    kept.is_some()
}

/// Notes whether other people use this device.
pub fn set_shared(shared: bool) {
    let Some(storage) = lasting() else { return };
    let _ =
        if shared { storage.set_item(SHARED_KEY, "1") } else { storage.remove_item(SHARED_KEY) };
}

/// Whether the server has still to be told that somebody left.
#[must_use]
pub fn owes_sign_out() -> bool {
    lasting().is_some_and(|storage| matches!(storage.get_item(OWED_KEY), Ok(Some(_))))
}

/// Notes whether the server has still to be told that somebody left.
pub fn owe_sign_out(owes: bool) {
    let Some(storage) = lasting() else { return };
    let _ = if owes { storage.set_item(OWED_KEY, "1") } else { storage.remove_item(OWED_KEY) };
}

/// Where a person's own things are kept: on a device of their own until they are done, on a shared one no longer than the tab is open.
#[must_use]
pub fn storage() -> Option<Storage> {
    if is_shared() { of_tab() } else { lasting() }
}

/// Both places.
pub fn storages() -> impl Iterator<Item = Storage> {
    of_tab().into_iter().chain(lasting())
}

fn of_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn lasting() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Whether this page goes on where another one of this tab was left, as after a reload.
#[must_use]
pub fn is_same_visit() -> bool {
    let left = of_tab().and_then(|storage| storage.get_item(LEFT_KEY).ok().flatten());
    let left = left.and_then(|left| left.parse::<f64>().ok());
    let begun = window().performance().map(|performance| performance.time_origin());
    left.zip(begun).is_some_and(|(left, begun)| begun - left <= SAME_VISIT_MS)
}

/// Notes that somebody goes to a provider: where they come back to is the same visit, however long it takes them.
pub fn set_out() {
    if let Some(storage) = of_tab() {
        let _ = storage.set_item(TRIP_KEY, "1");
    }
}

/// Whether this page is where somebody came back to; told once.
#[must_use]
pub fn is_back() -> bool {
    let Some(storage) = of_tab() else { return false };
    let went = matches!(storage.get_item(TRIP_KEY), Ok(Some(_)));
    let _ = storage.remove_item(TRIP_KEY);
    went
}

/// Tells the other tabs that somebody signed in or out.
pub fn change_hands() {
    if let Some(storage) = lasting() {
        // The very same value would be no news.
        let _ = storage.set_item(HANDS_KEY, &js_sys::Date::now().to_string());
    }
}

/// Calls back when the device may be in other hands: another tab says so, or a page comes back that the browser had put aside whole.
/// What it showed is covered from the moment it was left.
pub fn on_other_hands(then: impl Fn() + 'static) {
    let on_event = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        match event.dyn_ref::<web_sys::StorageEvent>() {
            Some(news) if news.key().as_deref() == Some(HANDS_KEY) => then(),
            Some(_) => {}
            None if is_put_aside(&event) => then(),
            None => {}
        }
    });
    for event in ["storage", "pageshow"] {
        let _ = window().add_event_listener_with_callback(event, on_event.as_ref().unchecked_ref());
    }
    on_event.forget();
    let on_left = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        if let Some(storage) = of_tab() {
            let _ = storage.set_item(LEFT_KEY, &js_sys::Date::now().to_string());
        }
        if is_put_aside(&event) {
            cover(true);
        }
    });
    let _ = window().add_event_listener_with_callback("pagehide", on_left.as_ref().unchecked_ref());
    on_left.forget();
}

/// Whether a page is put aside whole, to be shown again as it is, or comes back from there.
fn is_put_aside(event: &web_sys::Event) -> bool {
    event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(|event| event.persisted())
}

/// Covers what the page shows of a person, or shows it again.
pub fn cover(covered: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.toggle_attribute_with_force("data-covered", covered);
    }
}
