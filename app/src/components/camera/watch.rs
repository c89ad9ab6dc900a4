//! Looking at the live picture while it runs: light and stillness here, faces and cards in the image worker.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Interval;
use leptos::task::spawn_local;
use sscard_shared::api::PictureKind;
use web_sys::HtmlVideoElement;

use super::{
    hint::{Facts, Hint, Steady, hint},
    light,
    region::framed,
    still::{self, Pad},
};
use crate::imaging::{Imaging, Seen};

/// How often light and stillness are looked at. A face is looked for as often as the worker manages.
const BEAT_MILLISECONDS: u32 = 400;
/// The longest side of the frame on which brightness is measured.
const SMALL: f64 = 64.0;
/// The longest side of the frame that the worker gets.
const LARGE: f64 = 320.0;

/// Looks at the live picture until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    eyes: Rc<Eyes>,
    _beat: Interval,
}

impl Watch {
    /// Starts looking; `on_hint` hears the line to show. Nothing where the browser has no memory left.
    pub(super) fn start(
        kind: PictureKind,
        video: HtmlVideoElement,
        on_hint: impl Fn(Hint) + 'static,
    ) -> Option<Self> {
        let eyes = Rc::new(Eyes {
            kind,
            video,
            small: Pad::new()?,
            large: Pad::new()?,
            mind: RefCell::new(Mind::default()),
        });
        let looking = Rc::clone(&eyes);
        let beat = Interval::new(BEAT_MILLISECONDS, move || {
            if let Some(hint) = looking.look() {
                on_hint(hint);
            }
            looking.have_looked();
        });
        Some(Self { eyes, _beat: beat })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Helper::Idle(imaging) | Helper::Looking(imaging) = self.eyes.hire(Helper::Gone) {
            imaging.end();
        }
    }
}

#[derive(Debug)]
struct Eyes {
    kind: PictureKind,
    video: HtmlVideoElement,
    small: Pad,
    large: Pad,
    mind: RefCell<Mind>,
}

/// What is remembered from one look to the next.
#[derive(Debug, Default)]
struct Mind {
    before: Vec<u8>,
    seen: Option<Seen>,
    steady: Steady,
    helper: Helper,
}

/// The image worker, which has one frame to look at at a time.
#[derive(Clone, Debug, Default)]
enum Helper {
    /// Not started yet.
    #[default]
    Unasked,
    /// Ready for a frame.
    Idle(Imaging),
    /// Has a frame.
    Looking(Imaging),
    /// Could not be started, or failed once: the hints do without it.
    Gone,
}

impl Eyes {
    /// Looks at light and stillness, and says what all that is known calls for.
    fn look(&self) -> Option<Hint> {
        let stage = (f64::from(self.video.client_width()), f64::from(self.video.client_height()));
        let part = framed(self.kind, still::size(&self.video)?, stage)?;
        let pixels = light::brightness(&self.small.pixels(&self.video, part, SMALL)?);
        let mut mind = self.mind.borrow_mut();
        let facts = Facts {
            brightness: light::mean(&pixels)?,
            movement: light::movement(&mind.before, &pixels),
            seen: mind.seen,
        };
        mind.before = pixels;
        Some(mind.steady.after(hint(self.kind, part, facts), js_sys::Date::now()))
    }

    /// Gives the worker a frame, where it has none.
    fn have_looked(self: &Rc<Self>) {
        let helper = self.mind.borrow().helper.clone();
        if matches!(helper, Helper::Looking(_) | Helper::Gone) {
            return;
        }
        let Some(frame) = self.large.frame(&self.video, LARGE) else { return };
        let imaging = match helper {
            Helper::Idle(imaging) => Some(imaging),
            // Started here and not before: the live picture comes first on a slow device.
            _ => Imaging::start(|_| {}).ok(),
        };
        let Some(imaging) = imaging else {
            self.hire(Helper::Gone);
            return;
        };
        self.hire(Helper::Looking(imaging.clone()));
        let eyes = Rc::downgrade(self);
        let kind = self.kind;
        spawn_local(async move {
            let seen = imaging.look(kind, &frame).await.ok();
            let Some(eyes) = eyes.upgrade() else { return };
            if matches!(eyes.mind.borrow().helper, Helper::Gone) {
                return;
            }
            if seen.is_none() {
                imaging.end();
            }
            let next = if seen.is_some() { Helper::Idle(imaging) } else { Helper::Gone };
            eyes.mind.borrow_mut().seen = seen;
            eyes.hire(next);
        });
    }

    fn hire(&self, next: Helper) -> Helper {
        std::mem::replace(&mut self.mind.borrow_mut().helper, next)
    }
}
