//! 符合要求的制卡照片示例: what a card photo looks like, drawn by the numbers of the standard and of nobody.

use leptos::prelude::*;
use sscard_shared::photo::standard;

use crate::words;

/// The drawing and what is wanted in words, folded so that it pushes nothing away.
#[component]
pub fn PhotoExample() -> impl IntoView {
    let crop = words().crop;
    let distance =
        |name: &str, wanted: &str| [name, words().colon, wanted, " ", crop.pixels].concat();
    let lines = [
        crop.example_face.to_owned(),
        distance(crop.hair_to_top, &words::wanted(standard::HAIR_TOP)),
        distance(crop.eyes_to_bottom, &words::at_least(standard::EYES_TO_BOTTOM)),
        distance(crop.face_width, &words::wanted(standard::FACE_WIDTH)),
    ];
    view! {
        <details class="example">
            <summary>{crop.example}</summary>
            <div class="example-body">
                {drawing()}
                <ul class="example-lines">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </div>
        </details>
    }
    .into_any()
}

/// Where the drawn hair begins, in the pixels of a card photo, as all that follows.
const HAIR: f64 = 14.0;
/// The line of the drawn eyes.
const EYES: f64 = 176.0;
/// The outer edges of the drawn ears.
const EARS: (f64, f64) = (75.5, 282.5);

/// Plain shapes, and over them the lines that the standard measures from.
fn drawing() -> AnyView {
    let (left, right) = EARS;
    let edges = format!("M3 {HAIR}h352M3 {EYES}h352M{left} 3v435M{right} 3v435");
    view! {
        <svg class="example-drawing" viewBox="0 0 358 441" role="img" aria-label=words().crop.example_alt focusable="false">
            <path fill="#fff" d="M0 0h358v441H0z"/>
            <path fill="#2f4a6d" d="M10 441c4-62 44-86 110-100h118c66 14 106 38 110 100z"/>
            <path fill="#fff" d="M128 338l51 66 51-66z"/>
            <path fill="#dba988" d="M143 290h72v58l-36 34-36-34z"/>
            <path fill="#ecc0a0" d="M75.5 178c0-24 22-24 22-10v34c0 12-22 8-22-24zM282.5 178c0-24-22-24-22-10v34c0 12 22 8 22-24z"/>
            <path fill="#ecc0a0" d="M88 168c0-70 34-112 91-112s91 42 91 112c0 84-46 146-91 146s-91-62-91-146z"/>
            <path fill="#2b2523" d="M84 176c-14-92 22-162 95-162s109 70 95 162c-8-44-22-68-40-80-50 14-94 12-124-2-14 18-22 44-26 82z"/>
            <path fill="none" stroke="#2b2523" stroke-width="6" stroke-linecap="round" d="M121 152q19-10 38 0M199 152q19-10 38 0"/>
            <path fill="#2b2523" d="M128 176a12 8 0 1 1 24 0a12 8 0 1 1-24 0M206 176a12 8 0 1 1 24 0a12 8 0 1 1-24 0"/>
            <path fill="none" stroke="#b9825f" stroke-width="5" stroke-linecap="round" d="M180 186l-8 38h16"/>
            <path fill="none" stroke="#a4524b" stroke-width="6" stroke-linecap="round" d="M154 258q25 10 50 0"/>
            <path class="example-edges" d=edges/>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use sscard_shared::photo::{PHOTO_HEIGHT, PHOTO_WIDTH};

    use super::*;

    #[test]
    fn the_drawn_head_lies_as_the_standard_wants_it() {
        let within = |value: f64, (least, most): (f64, f64)| (least..=most).contains(&value);
        let (width, height) = (f64::from(PHOTO_WIDTH), f64::from(PHOTO_HEIGHT));
        let (left, right) = EARS;
        assert!(within(HAIR, standard::HAIR_TOP));
        assert!(height - EYES >= standard::EYES_TO_BOTTOM);
        assert!(within(right - left, standard::FACE_WIDTH_GA));
        assert!(within(f64::midpoint(left, right), standard::EYES_FROM_LEFT));
        assert!(((left + right) - width).abs() < 1.0, "the head is in the middle");
    }
}
