//! After a submit: that it is done, the receipt, and where to look.

use leptos::prelude::*;

use super::{Road, layout::follow};
use crate::{components::receipt_number::ReceiptNumber, routes::Route, words};

/// The page.
#[component]
pub fn Done(receipt: String) -> impl IntoView {
    let road = Road::here();
    view! {
        <section class="done">
            <div class="done-mark" aria-hidden="true"></div>
            <h1>{words::DONE_TITLE}</h1>
            <p class="done-words">{words::DONE}</p>
        </section>
        <section class="cells"><ReceiptNumber receipt/></section>
        <h2 class="group-title">{words::DONE_NEXT}</h2>
        <ol class="needs needs-numbered">
            {words::DONE_STEPS.into_iter().map(|step| view! { <li><span class="needs-detail">{step}</span></li> }).collect_view()}
        </ol>
        <div class="actions actions-plain">
            <a
                class="button button-primary"
                href=Route::Applications.path()
                on:click=follow(road, Route::Applications)
            >
                {words::MY_APPLICATIONS}
            </a>
            <a class="button" href=Route::Home.path() on:click=follow(road, Route::Home)>{words::HOME}</a>
        </div>
    }
    .into_any()
}
