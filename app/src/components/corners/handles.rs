//! The four corners as hands and keys move them.

use leptos::{html, prelude::*};
use web_sys::{KeyboardEvent, PointerEvent};

use crate::imaging::quadrilateral::{Point, Quadrilateral};

/// How far an arrow key moves a corner, in parts of the picture's shorter side.
const KEY_STEP: f64 = 0.004;
/// The same with the shift key.
const KEY_LEAP: f64 = 0.03;

/// A corner under a finger or the mouse.
#[derive(Clone, Copy, Debug)]
struct Drag {
    pointer: i32,
    corner: usize,
    /// From the pointer to the corner, in pixels of the window: a corner does not jump under the finger.
    offset: Point,
}

/// What moves the corners.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handles {
    figure: RwSignal<Quadrilateral>,
    change: Callback<Quadrilateral>,
    stage: NodeRef<html::Div>,
    size: Point,
    drag: StoredValue<Option<Drag>>,
    /// The corner that is dragged, for the loupe.
    pub(super) dragged: RwSignal<Option<usize>>,
}

impl Handles {
    pub(super) fn new(
        figure: RwSignal<Quadrilateral>,
        change: Callback<Quadrilateral>,
        stage: NodeRef<html::Div>,
        size: Point,
    ) -> Self {
        Self {
            figure,
            change,
            stage,
            size,
            drag: StoredValue::new(None),
            dragged: RwSignal::new(None),
        }
    }

    pub(super) fn down(self, corner: usize, event: &PointerEvent) {
        if event.button() != 0 || self.drag.with_value(Option::is_some) {
            return;
        }
        let Some((left, top, width, height)) = self.stage_box() else { return };
        if let Some(handle) =
            event.current_target().and_then(|target| wasm_bindgen::JsCast::dyn_into(target).ok())
        {
            // Without capture a fast finger would lose the corner; it still drags slowly.
            let handle: web_sys::HtmlElement = handle;
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
        let (x, y) = self.figure.get_untracked().part(corner);
        let offset = (
            left + x * width - f64::from(event.client_x()),
            top + y * height - f64::from(event.client_y()),
        );
        self.drag.set_value(Some(Drag { pointer: event.pointer_id(), corner, offset }));
        self.dragged.set(Some(corner));
    }

    pub(super) fn moved(self, event: &PointerEvent) {
        let Some(drag) = self.drag.get_value() else { return };
        let Some((left, top, width, height)) = self.stage_box() else { return };
        if drag.pointer != event.pointer_id() {
            return;
        }
        let x = (f64::from(event.client_x()) + drag.offset.0 - left) / width * self.size.0;
        let y = (f64::from(event.client_y()) + drag.offset.1 - top) / height * self.size.1;
        self.change.run(self.figure.get_untracked().moved(drag.corner, (x, y)));
    }

    pub(super) fn up(self, event: &PointerEvent) {
        if self.drag.get_value().is_some_and(|drag| drag.pointer == event.pointer_id()) {
            self.drag.set_value(None);
            self.dragged.set(None);
        }
    }

    pub(super) fn key(self, corner: usize, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let step = if event.shift_key() { KEY_LEAP } else { KEY_STEP };
        let (right, down) = match event.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, -step),
            "ArrowDown" => (0.0, step),
            _ => return,
        };
        event.prevent_default();
        self.change.run(self.figure.get_untracked().nudged(corner, right, down));
    }

    /// Left, top, width and height of the picture in the window; nothing while it has no size.
    fn stage_box(self) -> Option<(f64, f64, f64, f64)> {
        let stage = self.stage.get_untracked()?.get_bounding_client_rect();
        (stage.width() > 0.0 && stage.height() > 0.0)
            .then(|| (stage.left(), stage.top(), stage.width(), stage.height()))
    }
}
