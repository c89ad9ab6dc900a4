//! Words that are not an answer to a question: problems, hints, empty places, waiting.

use leptos::prelude::*;

use crate::words;

/// What went wrong with the whole page's wish, announced at once.
#[component]
pub fn Problem(words: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div role="alert">{move || words.get().map(|words| view! { <p class="problem">{words}</p> })}</div>
    }
    .into_any()
}

/// Nothing is here yet, and why.
#[component]
pub fn Empty(title: &'static str, detail: &'static str) -> impl IntoView {
    view! {
        <div class="empty">
            <div class="empty-mark" aria-hidden="true"></div>
            <p class="empty-title">{title}</p>
            <p class="empty-detail">{detail}</p>
        </div>
    }
    .into_any()
}

/// Something is on its way.
#[component]
pub fn Waiting() -> impl IntoView {
    view! {
        <div class="waiting" role="status">
            <span class="sr-only">{words().loading}</span>
            <div class="skeleton" aria-hidden="true"></div>
            <div class="skeleton skeleton-short" aria-hidden="true"></div>
        </div>
    }
    .into_any()
}

/// It did not come; here is another try.
#[component]
pub fn Missed(problem: String, on_retry: Callback<()>) -> impl IntoView {
    view! {
        <div class="missed" role="alert">
            <p>{problem}</p>
            <button type="button" class="button" on:click=move |_| on_retry.run(())>{words().retry}</button>
        </div>
    }
    .into_any()
}
