//! Words that are not an answer to a question: problems, hints, empty places, waiting.

use leptos::prelude::*;

use super::skeleton::{Shape, Skeleton};
use crate::words;

/// What went wrong with the whole page's wish, announced at once.
#[component]
pub fn Problem(words: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div role="alert">{move || words.get().map(|words| view! { <p class="problem">{words}</p> })}</div>
    }
    .into_any()
}

/// Nothing is here yet, why, and perhaps what to do about it.
#[component]
pub fn Empty(
    title: &'static str,
    detail: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <div class="empty-mark" aria-hidden="true"></div>
            <p class="empty-title">{title}</p>
            <p class="empty-detail">{detail}</p>
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// Something is on its way, said once; its shape stands where it will be.
#[component]
pub fn Waiting(#[prop(optional)] shape: Shape) -> impl IntoView {
    view! {
        <div class="waiting" role="status">
            <span class="sr-only">{words().loading}</span>
            <Skeleton shape/>
        </div>
    }
    .into_any()
}

/// A whole page is on its way: the same outline as the one that stands in `index.html`.
#[component]
pub fn WaitingPage() -> impl IntoView {
    view! {
        <p class="sr-only" role="status">{words().loading}</p>
        <div class="skeleton-heading" aria-hidden="true"></div>
        <Skeleton shape=Shape::Cells(4)/>
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
