//! A shaking hand, in 长辈版: a press that slid a little counts all the same, and one that came twice counts once.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, Event, HtmlElement, MouseEvent, PointerEvent};

use super::settings;

/// How far a press may slide, in CSS pixels; a finger that goes further wants to scroll.
const SLIDE: f64 = 30.0;
/// How long the browser's own click is waited for.
const PATIENCE_MS: u32 = 60;
/// How long after a press another in the same place is its echo. The first may have moved the page, so that what lies there now is
/// something else; or it has ticked a box, and the echo would clear it again.
const ECHO_MS: f64 = 500.0;
/// What is pressed and has no other use for a finger that moves.
const PRESSED: &str = "button:not(:disabled), a[href], label, summary";
/// What is meant to be pressed many times in a row: moving and zooming a picture.
const REPEATED: &str = ".crop-button";

/// A press that has begun.
#[derive(Clone, Debug)]
struct Press {
    on: Element,
    x: f64,
    y: f64,
}

/// Where a finger was put down, and in which manner of the page.
#[derive(Clone, Copy, Debug)]
struct Down {
    x: f64,
    y: f64,
    is_elder: bool,
}

impl Down {
    /// The press that ends there and then; a finger that went further has scrolled, and the next press is another.
    fn ended(self, x: f64, y: f64, at: f64) -> Option<Ended> {
        let is_press = (x - self.x).hypot(y - self.y) <= SLIDE;
        is_press.then_some(Ended { x, y, at, was_elder: self.is_elder })
    }
}

/// Where and when a press ended.
#[derive(Clone, Copy, Debug)]
struct Ended {
    x: f64,
    y: f64,
    at: f64,
    /// It began in 长辈版, which it may have left.
    was_elder: bool,
}

impl Ended {
    /// Whether a press that begins there and then is an echo of this one.
    fn echoes(self, x: f64, y: f64, at: f64) -> bool {
        at - self.at < ECHO_MS && (x - self.x).hypot(y - self.y) <= SLIDE
    }
}

type Held<T> = Rc<Cell<Option<T>>>;

/// Watches over presses for as long as the page lives.
pub fn begin() {
    let press: Held<Press> = Rc::default();
    let pending: Held<Timeout> = Rc::default();
    let ended: Held<Ended> = Rc::default();
    let echo: Rc<Cell<bool>> = Rc::default();
    let down: Held<Down> = Rc::default();
    {
        let (press, ended, echo) = (press.clone(), ended.clone(), echo.clone());
        let down = down.clone();
        listen("pointerdown", false, move |event| {
            let is_elder = settings::is_elder();
            let finger = place(event).filter(|_| is_finger(event));
            down.set(finger.map(|(x, y)| Down { x, y, is_elder }));
            echo.set(is_echo(ended.get(), is_elder, event));
            press.set((is_elder && !echo.get()).then(|| begun(event)).flatten());
        });
    }
    {
        let pending = pending.clone();
        listen("click", true, move |event| {
            // The browser understood it as a click itself.
            pending.set(None);
            // A key and a screen reader press without a pointer, and never by mistake.
            if echo.get() && event.is_trusted() && is_by_pointer(event) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
    }
    listen("pointerup", false, move |event| {
        let last = down.take().zip(place(event));
        ended.set(last.and_then(|(down, (x, y))| down.ended(x, y, event.time_stamp())));
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

fn place(event: &Event) -> Option<(f64, f64)> {
    let event: &PointerEvent = event.dyn_ref()?;
    Some((event.client_x().into(), event.client_y().into()))
}

/// Whether a press is one of a finger or a pen. A mouse lies on the table, and who presses it twice means it.
fn is_finger(event: &Event) -> bool {
    event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_type() != "mouse")
}

/// Whether a press that begins only repeats the one that ended a moment ago. That one may have been on the switch of 长辈版 itself.
fn is_echo(ended: Option<Ended>, is_elder: bool, event: &Event) -> bool {
    let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_repeated = on.is_some_and(|on| on.closest(REPEATED).is_ok_and(|found| found.is_some()));
    let (Some(ended), Some((x, y))) = (ended, place(event)) else { return false };
    (is_elder || ended.was_elder) && !is_repeated && ended.echoes(x, y, event.time_stamp())
}

/// Whether a click was made by a finger or a mouse: the others count none.
fn is_by_pointer(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(|event| event.detail() > 0)
}

fn begun(event: &Event) -> Option<Press> {
    let event: &PointerEvent = event.dyn_ref()?;
    let on = event.target()?.dyn_into::<Element>().ok()?.closest(PRESSED).ok()??;
    let is_alone = event.is_primary() && event.button() == 0;
    is_alone.then(|| Press { on, x: event.client_x().into(), y: event.client_y().into() })
}

fn is_near(press: &Press, event: &Event) -> bool {
    place(event).is_some_and(|(x, y)| (x - press.x).hypot(y - press.y) <= SLIDE)
}

/// Listens before anything on the page does: what is pressed may be gone by the time the event comes up from it. Only who `may_stop`
/// an event keeps the browser waiting for an answer.
fn listen(name: &str, may_stop: bool, then: impl Fn(&Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| then(&event));
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(!may_stop);
    let _ = document().add_event_listener_with_callback_and_add_event_listener_options(
        name,
        listener.as_ref().unchecked_ref(),
        &options,
    );
    // Listens for as long as the page lives.
    listener.forget();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_in_the_same_place_is_an_echo_for_half_a_second() {
        let down = Down { x: 90.0, y: 200.0, is_elder: true };
        let Some(first) = down.ended(100.0, 200.0, 1_000.0) else { panic!("it did not slide far") };
        for (x, y, at, is_echo) in [
            (100.0, 200.0, 1_090.0, true),
            (112.0, 188.0, 1_499.0, true),
            (100.0, 200.0, 1_500.0, false),
            (100.0, 240.0, 1_090.0, false),
        ] {
            assert_eq!(first.echoes(x, y, at), is_echo, "{x}, {y} at {at}");
        }
        assert!(down.ended(90.0, 120.0, 1_000.0).is_none(), "a finger that scrolls");
    }
}
