//! 符合要求的公民身份证照片示例: how a picture of a card lies and what must be in it, drawn of nobody's card.

use leptos::prelude::*;

use crate::words;

/// The drawing of one side, whole and straight within its picture.
#[component]
pub fn CardExample(
    /// The side with the personal data; the side with the emblem otherwise.
    portrait: bool,
) -> impl IntoView {
    let side = if portrait { words().portrait_side } else { words().emblem_side };
    let lines = if portrait {
        "M52 54h58M52 78h86M52 102h96M52 126h108M52 142h72M52 176h150"
    } else {
        "M118 66h96M118 92h78M98 150h110M98 174h92"
    };
    let figure = if portrait {
        view! {
            <path fill="#ecc0a0" d="M232 62c-20 0-30 14-30 32s12 36 30 36 30-18 30-36-10-32-30-32z"/>
            <path fill="#2f4a6d" d="M188 166c2-22 20-30 44-30s42 8 44 30z"/>
            <path fill="#2b2523" d="M200 92c-2-24 12-36 32-36s34 12 32 36c-6-14-14-20-32-20s-26 6-32 20z"/>
        }
        .into_any()
    } else {
        view! { <circle cx="70" cy="78" r="26" fill="none" stroke="#c7453b" stroke-width="5"/> }
            .into_any()
    };
    view! {
        <figure class="card-example">
            <figcaption>{words().portal.card_example}</figcaption>
            <svg class="card-example-drawing" viewBox="0 0 318 214" role="img" aria-label=side focusable="false">
                <path fill="#d9dde2" d="M0 0h318v214H0z"/>
                <rect x="16" y="16" width="286" height="182" rx="11" fill="#f3f7fa" stroke="#9aa5b1" stroke-width="1.5"/>
                <path d=lines fill="none" stroke="#6b7886" stroke-width="7" stroke-linecap="round"/>
                {figure}
                <text x="238" y="190" font-size="15" text-anchor="middle" fill="#8b2f28">"样本"</text>
            </svg>
        </figure>
    }
    .into_any()
}
