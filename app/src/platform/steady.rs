//! A shaking hand: a press that slid a little counts all the same, in 长辈版.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, Event, HtmlElement, PointerEvent};

use super::settings;

/// How far a press may slide, in CSS pixels; a finger that goes further wants to scroll.
const SLIDE: f64 = 30.0;
/// How long the browser's own click is waited for.
const PATIENCE_MS: u32 = 60;
/// What is pressed and has no other use for a finger that moves.
const PRESSED: &str = "button:not(:disabled), a[href], label, summary";

/// A press that has begun.
#[derive(Clone, Debug)]
struct Press {
    on: Element,
    x: f64,
    y: f64,
}

type Held<T> = Rc<Cell<Option<T>>>;

/// Watches over presses for as long as the page lives.
pub fn begin() {
    let press: Held<Press> = Rc::default();
    let pending: Held<Timeout> = Rc::default();
    {
        let press = press.clone();
        listen("pointerdown", move |event| {
            press.set(settings::is_elder().then(|| begun(event)).flatten());
        });
    }
    {
        // The browser understood it as a click itself.
        let pending = pending.clone();
        listen("click", move |_| pending.set(None));
    }
    listen("pointerup", move |event| {
        let Some(press) = press.take() else { return };
        if is_near(&press, event) {
            let on = press.on;
            let late = Timeout::new(PATIENCE_MS, move || {
                if let Ok(on) = on.dyn_into::<HtmlElement>()
                    && on.is_connected()
                {
                    on.click();
                }
            });
            pending.set(Some(late));
        }
    });
}

fn begun(event: &Event) -> Option<Press> {
    let event: &PointerEvent = event.dyn_ref()?;
    let on = event.target()?.dyn_into::<Element>().ok()?.closest(PRESSED).ok()??;
    let is_alone = event.is_primary() && event.button() == 0;
    is_alone.then(|| Press { on, x: event.client_x().into(), y: event.client_y().into() })
}

fn is_near(press: &Press, event: &Event) -> bool {
    event.dyn_ref::<PointerEvent>().is_some_and(|event| {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        (x - press.x).hypot(y - press.y) <= SLIDE
    })
}

/// Listens before anything on the page does: what is pressed may be gone by the time the event comes up from it.
fn listen(name: &str, then: impl Fn(&Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| then(&event));
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(true);
    let _ = document().add_event_listener_with_callback_and_add_event_listener_options(
        name,
        listener.as_ref().unchecked_ref(),
        &options,
    );
    // Listens for as long as the page lives.
    listener.forget();
}
