//! No such page, and the way home.

use leptos::prelude::*;

use super::{Road, layout::follow};
use crate::{routes::Route, words};

/// The page.
#[component]
pub fn NotFound() -> impl IntoView {
    let road = Road::here();
    view! {
        <section class="done">
            <h1>{words().not_found}</h1>
            <p class="lead">{words().not_found_detail}</p>
        </section>
        <div class="actions actions-plain">
            <a class="button button-primary" href=Route::Home.path() on:click=follow(road, Route::Home)>{words().home}</a>
        </div>
    }
    .into_any()
}
