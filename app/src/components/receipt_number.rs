//! A receipt number in groups of four, with a way to copy it.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::legible;

use crate::{platform, words};

/// The number in groups of four.
#[must_use]
pub fn grouped(receipt: &str) -> String {
    legible::receipt(receipt).join("-")
}

/// The number and its button.
#[component]
pub fn ReceiptNumber(receipt: String) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let text = receipt.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let done = platform::copy(&text).await;
            copied.try_set(Some(done));
        });
    };
    let said = move || {
        copied.get().map_or("", |done| if done { words().copied } else { words().copy_by_hand })
    };
    view! {
        <div class="receipt">
            <p class="receipt-label">{words().receipt_number}</p>
            <p class="receipt-number">{grouped(&receipt)}</p>
            <button type="button" class="button button-small" on:click=copy>{words().copy}</button>
            <p class="note" role="status">{said}</p>
        </div>
    }
    .into_any()
}
