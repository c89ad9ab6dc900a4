//! 首页: what this is, what to have at hand, and the way in.

use leptos::prelude::*;

use super::{Road, layout::follow};
use crate::{routes::Route, words};

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let road = Road::here();
    let apply = move |_| road.go(&road.form_entry());
    let begun = move || road.session.view().signed_in && road.wizard.is_begun();
    view! {
        <section class="hero">
            <div class="hero-card" aria-hidden="true"><span class="hero-chip"></span><span class="hero-line"></span></div>
            <h1>{words().home_title}</h1>
            <p class="lead">{words().home_lead}</p>
            <button type="button" class="button button-primary" on:click=apply>{words().apply}</button>
            <div role="status">{move || begun().then(|| view! { <p class="note note-hint">{words().home_resume}</p> })}</div>
        </section>
        <nav class="cells">
            <a class="cell cell-link" href=Route::Applications.path() on:click=follow(road, Route::Applications)>
                {words().my_applications}
            </a>
        </nav>
        {list(words().home_prepare, &words().home_needs, "needs")}
        {list(words().home_road, &words().home_steps, "needs needs-numbered")}
        <p class="aside">{words().home_under_age}</p>
    }
    .into_any()
}

/// A titled list of a thing and its detail each.
fn list(
    title: &'static str,
    items: &'static [(&'static str, &'static str)],
    class: &'static str,
) -> AnyView {
    let item = |(name, detail): &(&'static str, &'static str)| {
        view! { <li><span class="needs-name">{*name}</span><span class="needs-detail">{*detail}</span></li> }
    };
    view! {
        <h2 class="group-title">{title}</h2>
        <ul class=class>{items.iter().map(item).collect_view()}</ul>
    }
    .into_any()
}
