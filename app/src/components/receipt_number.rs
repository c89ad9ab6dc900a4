//! A receipt number in groups of four, with a way to copy it.

use leptos::{prelude::*, task::spawn_local};

use crate::{platform, words};

/// The number in groups of four: easier to read out over the telephone.
#[must_use]
pub fn grouped(receipt: &str) -> String {
    let digits: Vec<char> = receipt.chars().collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
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

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_receipt_reads_in_fours() {
        assert_eq!(grouped("2026112300000017"), "2026-1123-0000-0017");
    }
}
