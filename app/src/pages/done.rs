//! After a submit: that it is done, the receipt, and where to look.

use leptos::prelude::*;

use super::{Road, layout::follow};
use crate::{components::receipt_number::ReceiptNumber, platform::host, routes::Route, words};

/// The page.
#[component]
pub fn Done(receipt: String) -> impl IntoView {
    let road = Road::here();
    view! {
        <section class="done">
            <div class="done-mark" aria-hidden="true"></div>
            <h1>{words().done_title}</h1>
            <p class="done-words">{words().done}</p>
        </section>
        <section class="cells"><ReceiptNumber receipt/></section>
        <h2 class="group-title">{words().done_next}</h2>
        <ol class="needs needs-numbered">
            {words().done_steps.into_iter().map(|step| view! { <li><span class="needs-detail">{step}</span></li> }).collect_view()}
        </ol>
        <div class="actions actions-plain">
            <a
                class="button button-primary"
                href=Route::Applications.path()
                on:click=follow(road, Route::Applications)
            >
                {words().my_applications}
            </a>
            {host::in_mini_program().then(|| view! {
                <button type="button" class="button" on:click=move |_| host::return_with_result()>
                    {words().return_to_host}
                </button>
            })}
            <a class="button" href=Route::Home.path() on:click=follow(road, Route::Home)>{words().home}</a>
        </div>
    }
    .into_any()
}
