//! 京通 (guide, part 二): 第三代社会保障卡.

use leptos::prelude::*;

use super::{
    Road,
    layout::{LanguageSwitch, begun_line, follow},
};
use crate::{routes::Route, words};

/// The first page, after 身份认证.
#[component]
pub fn JingtongHome() -> impl IntoView {
    let road = Road::here();
    let text = words().jingtong;
    view! {
        <section class="hero">
            <div class="hero-card" aria-hidden="true"><span class="hero-chip"></span><span class="hero-line"></span></div>
            <h1>{text.home_title}</h1>
            <p class="lead">{text.home_lead}</p>
            <button type="button" class="button button-primary" id="apply" on:click=move |_| road.go(&Route::Apply)>
                {text.apply}
            </button>
            <div class="hero-status" role="status">{begun_line(road)}</div>
        </section>
        <nav class="cells">
            <a class="cell cell-link" href=Route::Applications.path() on:click=follow(road, Route::Applications)>
                {words().my_applications}
            </a>
        </nav>
        <LanguageSwitch/>
    }
    .into_any()
}
