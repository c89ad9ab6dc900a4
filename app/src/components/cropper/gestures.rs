//! What hands do on the photo: one pointer drags, two pinch, the wheel zooms where it points, keys do both.

use leptos::{html, prelude::*};
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::imaging::geometry::{InFrame, Placement};

/// How far an arrow key moves the photo, in sizes of the frame.
const KEY_STEP: f64 = 0.02;
/// The same with the shift key.
const KEY_LEAP: f64 = 0.1;
/// How much a key zooms.
const KEY_ZOOM: f64 = 1.1;
/// By how many degrees a key leans the photo.
const KEY_LEAN: f64 = 0.5;
/// The zoom that a double tap goes to, and back from.
const TAP_ZOOM: f64 = 2.0;
/// How strongly a turn of the wheel zooms: a notch of 100 pixels by about a sixth.
const WHEEL: f64 = 0.0015;

/// A finger or the mouse on the photo, in pixels of the window.
#[derive(Clone, Copy, Debug)]
struct Touch {
    id: i32,
    x: f64,
    y: f64,
}

/// The pointers that are down, and what they do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gestures {
    placement: RwSignal<Placement>,
    change: Callback<Placement>,
    frame: NodeRef<html::Div>,
    touches: StoredValue<Vec<Touch>>,
}

impl Gestures {
    pub(super) fn new(
        placement: RwSignal<Placement>,
        change: Callback<Placement>,
        frame: NodeRef<html::Div>,
    ) -> Self {
        Self { placement, change, frame, touches: StoredValue::new(Vec::new()) }
    }

    pub(super) fn down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        if let Some(frame) = self.frame.get_untracked() {
            // Without capture the photo would stay behind when the pointer leaves the frame; it still drags inside.
            let _ = frame.set_pointer_capture(event.pointer_id());
        }
        self.touches.update_value(|touches| {
            // More than two fingers mean nothing more than two do.
            if touches.len() < 2 {
                touches.push(touch(event));
            }
        });
    }

    pub(super) fn moved(self, event: &PointerEvent) {
        let now = touch(event);
        let before = self.touches.get_value();
        let Some(at) = before.iter().position(|touch| touch.id == now.id) else { return };
        let mut after = before.clone();
        after[at] = now;
        let placement = self.placement.get_untracked();
        let next = match (before.as_slice(), after.as_slice()) {
            ([from], [to]) => {
                self.distance(to.x - from.x, to.y - from.y).map(|by| placement.moved(by))
            }
            ([a, b], [c, d]) => self.pinched(placement, (*a, *b), (*c, *d)),
            _ => None,
        };
        self.touches.set_value(after);
        if let Some(next) = next {
            self.change.run(next);
        }
    }

    pub(super) fn up(self, event: &PointerEvent) {
        self.touches.update_value(|touches| touches.retain(|touch| touch.id != event.pointer_id()));
    }

    pub(super) fn wheel(self, event: &WheelEvent) {
        // The dialog behind must not scroll while the photo zooms.
        event.prevent_default();
        let pixels = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => event.delta_y() * 33.0,
            _ => event.delta_y(),
        };
        let placement = self.placement.get_untracked();
        if let Some(at) = self.point(f64::from(event.client_x()), f64::from(event.client_y())) {
            // The first terms of the exponential are close enough for one turn, and exact arithmetic is not needed here.
            let factor = (1.0 - pixels.clamp(-300.0, 300.0) * WHEEL).max(0.5);
            self.change.run(placement.zoomed_to(placement.zoom() * factor, at));
        }
    }

    pub(super) fn twice(self, event: &MouseEvent) {
        let placement = self.placement.get_untracked();
        if let Some(at) = self.point(f64::from(event.client_x()), f64::from(event.client_y())) {
            let zoom = if placement.zoom() < TAP_ZOOM * 0.75 { TAP_ZOOM } else { 1.0 };
            self.change.run(placement.zoomed_to(zoom, at));
        }
    }

    pub(super) fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let step = if event.shift_key() { KEY_LEAP } else { KEY_STEP };
        let placement = self.placement.get_untracked();
        let moved = |x: f64, y: f64| placement.moved(InFrame { x, y });
        let zoomed = |zoom: f64| placement.zoomed_to(zoom, InFrame::MIDDLE);
        let leaned = |by: f64| placement.leaned_to(placement.lean() + by).unwrap_or(placement);
        let next = match event.key().as_str() {
            "ArrowLeft" => moved(-step, 0.0),
            "ArrowRight" => moved(step, 0.0),
            "ArrowUp" => moved(0.0, -step),
            "ArrowDown" => moved(0.0, step),
            "+" | "=" => zoomed(placement.zoom() * KEY_ZOOM),
            "-" | "_" => zoomed(placement.zoom() / KEY_ZOOM),
            "[" => leaned(-KEY_LEAN),
            "]" => leaned(KEY_LEAN),
            "0" => placement.reset(),
            _ => return,
        };
        event.prevent_default();
        self.change.run(next);
    }

    /// Zooms by how far the fingers went apart, about the point between them, and moves along with that point.
    fn pinched(
        self,
        placement: Placement,
        (a, b): (Touch, Touch),
        (c, d): (Touch, Touch),
    ) -> Option<Placement> {
        let (before, after) = (apart(a, b), apart(c, d));
        let (from, to) = (between(a, b), between(c, d));
        let at = self.point(from.0, from.1)?;
        let by = self.distance(to.0 - from.0, to.1 - from.1)?;
        let zoomed = if before > 0.0 {
            placement.zoomed_to(placement.zoom() * after / before, at)
        } else {
            placement
        };
        Some(zoomed.moved(by))
    }

    /// A point of the window in the frame.
    fn point(self, x: f64, y: f64) -> Option<InFrame> {
        let frame = self.frame.get_untracked()?.get_bounding_client_rect();
        self.distance(x - frame.left(), y - frame.top())
    }

    /// A distance in the window in sizes of the frame; nothing while the frame has no size.
    fn distance(self, x: f64, y: f64) -> Option<InFrame> {
        let frame = self.frame.get_untracked()?.get_bounding_client_rect();
        (frame.width() > 0.0 && frame.height() > 0.0)
            .then(|| InFrame { x: x / frame.width(), y: y / frame.height() })
    }
}

fn touch(event: &PointerEvent) -> Touch {
    Touch { id: event.pointer_id(), x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

fn apart(a: Touch, b: Touch) -> f64 {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
}

fn between(a: Touch, b: Touch) -> (f64, f64) {
    ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0)
}
