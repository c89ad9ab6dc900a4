//! Clicks that follow each other too fast to be meant for different pages.

use std::cell::RefCell;

use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::MouseEvent;

/// Holds back the further clicks of a double click once the first has changed the page: they were meant for what stood there before. A press
/// of a key is never one of several.
pub fn hold_back_double_clicks<P: PartialEq + 'static>(page: impl Fn() -> P + 'static) {
    let first = RefCell::new(None::<P>);
    let listener = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let now = page();
        if event.detail() <= 1 {
            first.replace(Some(now));
        } else if first.borrow().as_ref().is_some_and(|page| *page != now) {
            event.stop_propagation();
            event.prevent_default();
        }
    });
    let _ = document().add_event_listener_with_callback_and_bool(
        "click",
        listener.as_ref().unchecked_ref(),
        true,
    );
    listener.forget();
}
