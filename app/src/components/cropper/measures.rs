//! How the head lies in the frame, in words, while the person moves it.

use leptos::prelude::*;
use sscard_shared::photo::{Head, HeadInFrame, PhotoSpec, standard};

use crate::imaging::geometry::Placement;
use crate::words;

/// The distances in whole pixels, so that words change only when a number does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    hair_top: Option<i32>,
    eyes_to_bottom: i32,
    face_width: i32,
    /// Half degrees.
    tilt: i32,
}

impl Measured {
    fn of(head: &HeadInFrame) -> Self {
        let whole = |value: f64| value.round() as i32;
        Self {
            hair_top: head.hair_top.map(whole),
            eyes_to_bottom: whole(head.eyes_to_bottom),
            face_width: whole(head.face_width),
            tilt: whole(head.tilt_degrees * 2.0),
        }
    }

    /// The distances in one sentence, for who does not see them.
    pub(super) fn spoken(self) -> String {
        let hair = match self.hair_top {
            Some(pixels) => words::distance(words().crop.hair_to_top, pixels),
            None => words().crop.hair_unseen.to_owned(),
        };
        [
            &hair,
            words().comma,
            &words::distance(words().crop.eyes_to_bottom, self.eyes_to_bottom),
            words().comma,
            &words::distance(words().crop.face_width, self.face_width),
        ]
        .concat()
    }
}

/// The distances for a placement; none without a head.
pub(super) fn measured(
    head: Option<Head>,
    placement: RwSignal<Placement>,
) -> Memo<Option<Measured>> {
    Memo::new(move |_| {
        let head = head.as_ref()?;
        Some(Measured::of(&placement.with(|placement| placement.cut().head(head))))
    })
}

/// The distances with what is wanted of each; nothing without a head.
pub(super) fn measures(measured: Memo<Option<Measured>>) -> AnyView {
    if measured.get_untracked().is_none() {
        return ().into_any();
    }
    let now = move || measured.get();
    view! {
        <dl class="crop-measures">
            {measure(words().crop.hair_to_top, words::wanted(standard::HAIR_TOP), Memo::new(move |_| {
                now().map(|m| (m.hair_top, m.hair_top.is_some_and(|top| within(top, standard::HAIR_TOP))))
            }))}
            {measure(words().crop.eyes_to_bottom, words::at_least(standard::EYES_TO_BOTTOM), Memo::new(move |_| {
                now().map(|m| (Some(m.eyes_to_bottom), f64::from(m.eyes_to_bottom) >= standard::EYES_TO_BOTTOM))
            }))}
            {measure(words().crop.face_width, words::wanted(standard::FACE_WIDTH), Memo::new(move |_| {
                now().map(|m| (Some(m.face_width), within(m.face_width, standard::FACE_WIDTH)))
            }))}
        </dl>
    }
    .into_any()
}

/// What to do where the head does not lie well, in one line.
pub(super) fn remedy(head: Option<Head>, placement: RwSignal<Placement>) -> AnyView {
    let remedy = Memo::new(move |_| match &head {
        None => words().crop.no_head.to_owned(),
        Some(head) => {
            let lies = placement.with(|placement| placement.cut().head(head));
            let first = PhotoSpec::card().judge_place(&lies).into_iter().next();
            first.map_or_else(|| words().crop.well_placed.to_owned(), |fault| words::fault(&fault))
        }
    });
    view! { <p class="crop-advice-line" id="crop-remedy">{remedy}</p> }.into_any()
}

fn within(value: i32, (least, most): (f64, f64)) -> bool {
    (least..=most).contains(&f64::from(value))
}

/// One distance: what it is, how much it is, and whether that is right, told by a sign as well as by colour.
fn measure(
    name: &'static str,
    wanted: String,
    value: Memo<Option<(Option<i32>, bool)>>,
) -> AnyView {
    let right = move || value.get().is_some_and(|(_, right)| right);
    let number = move || match value.get() {
        Some((Some(pixels), _)) => pixels.to_string(),
        _ => words().crop.unseen.to_owned(),
    };
    view! {
        <div class="crop-measure" class:crop-measure-off=move || !right()>
            <dt>{name}</dt>
            <dd>
                <span class="crop-measure-number">{number}</span>
                <span class="crop-measure-sign" aria-hidden="true">{move || if right() { "✓" } else { "!" }}</span>
                <span class="sr-only">{move || if right() { words().crop.right_place } else { words().crop.wrong_place }}</span>
            </dd>
            <dd class="crop-measure-wanted">{words().crop.wanted} {wanted} <span class="sr-only">{words().crop.pixels}</span></dd>
        </div>
    }
    .into_any()
}
