//! Mounts the page, and sees to it that a failure of ours never leaves it white.

use leptos::prelude::document;
use sscard_app::{app::App, platform};
use wasm_bindgen::JsCast;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The words stand ready in the HTML: after a panic nothing of ours can be trusted to make them.
        if let Some(crash) = document().get_element_by_id("crash") {
            let _ = crash.remove_attribute("hidden");
        }
    }));
    let Some(place) = document()
        .get_element_by_id("app")
        .and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    // Who has the keyboard on the link that the browser painted has it on ours.
    let focused = document().active_element().map(|element| element.id()).unwrap_or_default();
    place.set_inner_html("");
    leptos::mount::mount_to(place, App).forget();
    if !focused.is_empty() {
        platform::focus_again(&focused);
    }
}
