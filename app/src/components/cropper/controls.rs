//! The crop's buttons and slider: everything that fingers can do on the photo, one press at a time.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::measures::Measured;
use crate::{
    components::toolbar::{Tool, Toolbar},
    imaging::geometry::{InFrame, Placement, QuarterTurn},
    words,
};

/// How far one press moves the photo, in sizes of the frame.
const STEP: f64 = 0.03;
/// How much one press zooms.
const ZOOM_STEP: f64 = 1.1;
/// By how many degrees one press leans the photo.
const LEAN_STEP: f64 = 0.5;
/// How long the photo must lie still before a screen reader is told, so that it is not told of every step.
const STILL_MILLISECONDS: u32 = 500;

/// Slider and buttons.
pub(super) fn controls(
    placement: RwSignal<Placement>,
    measured: Memo<Option<Measured>>,
    change: Callback<Placement>,
) -> AnyView {
    let note = RwSignal::new("");
    let press = move |name: &'static str, sign: &'static str, next: fn(Placement) -> Placement| {
        let pressed = Callback::new(move |()| {
            note.set("");
            change.run(next(placement.get_untracked()));
        });
        Tool { name, sign, seen: name, pressed }
    };
    let turn = move |name: &'static str, sign: &'static str, turn: QuarterTurn| {
        let turned = Callback::new(move |()| match placement.get_untracked().turned(turn) {
            Some(next) => {
                note.set("");
                change.run(next);
            }
            None => note.set(words().crop.cannot_turn),
        });
        Tool { name, sign, seen: words().crop.turn, pressed: turned }
    };
    let tools = vec![
        press(words().crop.left, "←", |p| p.moved(InFrame { x: -STEP, y: 0.0 })),
        press(words().crop.right, "→", |p| p.moved(InFrame { x: STEP, y: 0.0 })),
        press(words().crop.up, "↑", |p| p.moved(InFrame { x: 0.0, y: -STEP })),
        press(words().crop.down, "↓", |p| p.moved(InFrame { x: 0.0, y: STEP })),
        turn(words().crop.turn_left, "↺", QuarterTurn::Left),
        turn(words().crop.turn_right, "↻", QuarterTurn::Right),
        press(words().crop.reset, "⟲", Placement::reset),
    ];
    view! {
        {slider(placement, change)}
        {lean(placement, change, note)}
        <Toolbar class="crop-buttons" label=words().crop.tools tools/>
        <p class="note note-error crop-note" role="status">{note}</p>
        {spoken(placement, measured)}
    }
    .into_any()
}

/// 缩放 in hundredths, between a button for less and one for more. The slider's own keys do what the buttons do, so that the three are one
/// stop for the Tab key.
fn slider(placement: RwSignal<Placement>, change: Callback<Placement>) -> AnyView {
    let hundredths = move || (placement.with(|p| p.zoom()) * 100.0).round();
    let slid = move |event: leptos::ev::Event| {
        if let Ok(value) = event_target_value(&event).parse::<f64>() {
            change.run(placement.get_untracked().zoomed_to(value / 100.0, InFrame::MIDDLE));
        }
    };
    let by = move |factor: f64| {
        Callback::new(move |()| {
            let now = placement.get_untracked();
            change.run(now.zoomed_to(now.zoom() * factor, InFrame::MIDDLE));
        })
    };
    view! {
        <div class="crop-zoom">
            <label for="crop-zoom">{words().crop.zoom}</label>
            {beside_slider(words().crop.zoom_out, "－", by(1.0 / ZOOM_STEP))}
            <input
                id="crop-zoom"
                type="range"
                min="100"
                max=move || (placement.with(|p| p.largest_zoom()) * 100.0).floor().to_string()
                step="1"
                prop:value=move || hundredths().to_string()
                aria-valuetext=move || words::percent(placement.with(|p| p.zoom()))
                on:input=slid
            />
            {beside_slider(words().crop.zoom_in, "＋", by(ZOOM_STEP))}
            // Told by the slider, and by what is said once the photo lies still.
            <output for="crop-zoom" aria-live="off">{move || words::percent(placement.with(|p| p.zoom()))}</output>
        </div>
    }
    .into_any()
}

/// A button beside a slider: reached by hand, and passed over by the Tab key.
fn beside_slider(name: &'static str, sign: &'static str, pressed: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="crop-button" tabindex="-1" aria-label=name on:click=move |_| pressed.run(())>
            <span class="crop-sign" aria-hidden="true">{sign}</span>
        </button>
    }
    .into_any()
}

/// 微调 in half degrees, between a button for the one way and one for the other.
fn lean(
    placement: RwSignal<Placement>,
    change: Callback<Placement>,
    note: RwSignal<&'static str>,
) -> AnyView {
    let halves = move || (placement.with(|p| p.lean()) * 2.0).round() as i32;
    let to = move |degrees: f64| match placement.get_untracked().leaned_to(degrees) {
        Some(next) => {
            note.set("");
            change.run(next);
        }
        None => note.set(words().crop.cannot_turn),
    };
    let by =
        move |degrees: f64| Callback::new(move |()| to(placement.get_untracked().lean() + degrees));
    let slid = move |event: leptos::ev::Event| {
        if let Ok(value) = event_target_value(&event).parse::<f64>() {
            to(value / 2.0);
        }
    };
    view! {
        <div class="crop-zoom">
            <label for="crop-lean">{words().crop.lean}</label>
            {beside_slider(words().crop.lean_left, "↺", by(-LEAN_STEP))}
            <input
                id="crop-lean"
                type="range"
                min="-40"
                max="40"
                step="1"
                prop:value=move || halves().to_string()
                aria-valuetext=move || words::lean(halves())
                on:input=slid
            />
            {beside_slider(words().crop.lean_right, "↻", by(LEAN_STEP))}
            <output for="crop-lean" aria-live="off">{move || words::lean(halves())}</output>
        </div>
    }
    .into_any()
}

/// Tells a screen reader how the photo lies once it has stayed so for a moment.
fn spoken(placement: RwSignal<Placement>, measured: Memo<Option<Measured>>) -> AnyView {
    let said = RwSignal::new(String::new());
    let pending = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |before: Option<Placement>| {
        let now = placement.get();
        if before.is_some_and(|before| before != now) {
            let alarm =
                Timeout::new(STILL_MILLISECONDS, move || {
                    let zoom = words::zoomed(now.zoom());
                    let head = measured.try_get_untracked().flatten();
                    said.try_set(head.map_or(zoom.clone(), |head| {
                        [&zoom, words().comma, &head.spoken()].concat()
                    }));
                });
            // The alarm that was pending is dropped, and does not ring.
            pending.try_set_value(Some(alarm));
        }
        now
    });
    view! { <p class="sr-only" role="status">{said}</p> }.into_any()
}
