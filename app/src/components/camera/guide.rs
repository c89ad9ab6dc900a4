//! What is drawn over the live picture: the frame, and in it the outline of what belongs there.

use leptos::prelude::*;
use sscard_shared::api::PictureKind;

use super::region::{frame, view_box};

/// The frame with everything outside of it dimmed. It is drawn for the eyes; the hints say the same in words.
pub(super) fn guide(kind: PictureKind) -> AnyView {
    let whole = |number: f64| (number as i32).to_string();
    let view_box = view_box(kind).map(whole).join(" ");
    let [width, height] = <[f64; 2]>::from(frame(kind)).map(whole);
    let card = kind != PictureKind::Photo;
    // Far beyond any stage, with a hole of the frame's shape.
    let shade = ["M-4000-4000H5000V5000H-4000ZM0 0V", &height, "H", &width, "V0Z"].concat();
    view! {
        <svg class="camera-guide" viewBox=view_box aria-hidden="true" focusable="false">
            <path class="camera-shade" d=shade/>
            <path class="camera-outline" class:camera-outline-card=card d=outline(kind)/>
            <path class="camera-corners" class:camera-corners-card=card d=corners(kind)/>
        </svg>
    }
    .into_any()
}

/// A face of 207 of 358 with the hair's top where it belongs, and shoulders; or the emblem, or the portrait of a card.
const fn outline(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Photo => {
            "M179 16C242 16 282 76 282 160S237 312 179 312 76 244 76 160 116 16 179 16ZM10 441C14 380 62 352 132 336M348 441C344 380 296 352 226 336"
        }
        PictureKind::EmblemSide => {
            "M120 45A75 75 0 1 0 121 45ZM260 80H760M260 160H760M330 400H780M330 465H780"
        }
        PictureKind::PortraitSide => {
            "M660 70C715 70 745 112 745 165S715 262 660 262 575 218 575 165 605 70 660 70ZM530 390C532 315 590 295 660 295S788 315 790 390M70 80H300M70 150H420M70 220H460M70 465H640"
        }
    }
}

/// The corners of the frame, thicker than a line all round would be.
const fn corners(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Photo => {
            "M0 50V10A10 10 0 0 1 10 0H50M308 0H348A10 10 0 0 1 358 10V50M358 391V431A10 10 0 0 1 348 441H308M50 441H10A10 10 0 0 1 0 431V391"
        }
        PictureKind::EmblemSide | PictureKind::PortraitSide => {
            "M0 110V30A30 30 0 0 1 30 0H110M746 0H826A30 30 0 0 1 856 30V110M856 430V510A30 30 0 0 1 826 540H746M110 540H30A30 30 0 0 1 0 510V430"
        }
    }
}
