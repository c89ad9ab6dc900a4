//! The keyboard on the screen: where it lies over the page, instead of making it smaller, what is typed must stay in sight.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, VisualViewport};

/// More than bars of a browser ever cover, and less than any keyboard does.
const KEYBOARD: f64 = 120.0;
/// The room that is left between the field and the keyboard.
const ROOM: f64 = 12.0;

/// Follows the keyboard for as long as the page lives. Engines that cannot tell of it move the page themselves.
pub fn begin() {
    let Some(seen) = window().visual_viewport() else { return };
    let listener = Closure::<dyn Fn()>::new(follow);
    let _ = seen.add_event_listener_with_callback("resize", listener.as_ref().unchecked_ref());
    let _ =
        document().add_event_listener_with_callback("focusin", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Tells the style how much of the page is covered, and brings the field out from under it.
fn follow() {
    let (Some(seen), Some(root)) = (window().visual_viewport(), document().document_element())
    else {
        return;
    };
    let whole = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let covered = covered(whole, seen.height(), seen.scale());
    let _ = root.toggle_attribute_with_force("data-typing", covered > 0.0);
    if let Ok(root) = root.dyn_into::<HtmlElement>() {
        let _ = root.style().set_property("--covered", &format!("{covered}px"));
    }
    if covered > 0.0 {
        bring_out(&seen);
    }
}

/// How much of the page lies under the keyboard. Who has zoomed in sees less of it as well, and is left alone.
fn covered(whole: f64, seen: f64, scale: f64) -> f64 {
    let missing = whole - seen;
    if scale > 1.05 || missing < KEYBOARD { 0.0 } else { missing }
}

fn bring_out(seen: &VisualViewport) {
    let Some(active) = document().active_element().filter(is_typed_into) else {
        return;
    };
    let place = active.get_bounding_client_rect();
    let (top, bottom) = (seen.offset_top(), seen.offset_top() + seen.height());
    if place.top() < top || place.bottom() > bottom - ROOM {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        active.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn is_typed_into(element: &web_sys::Element) -> bool {
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA")
}

#[cfg(test)]
mod tests {
    use super::covered;

    #[test]
    fn only_a_keyboard_covers_the_page_and_a_zoom_does_not() {
        for (whole, seen, scale, expected) in [
            (844.0, 844.0, 1.0, 0.0),
            // The bars of the browser come and go.
            (844.0, 760.0, 1.0, 0.0),
            (844.0, 508.0, 1.0, 336.0),
            (844.0, 422.0, 2.0, 0.0),
            // A page that was made smaller is covered by nothing.
            (508.0, 508.0, 1.0, 0.0),
        ] {
            assert_eq!(covered(whole, seen, scale), expected, "{seen} of {whole} at {scale}");
        }
    }
}
