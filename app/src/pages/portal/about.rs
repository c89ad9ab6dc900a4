//! 关于我们, 法律声明, 网站地图, 建议征集: what the foot of the portal leads to.

use leptos::prelude::*;

use crate::{
    pages::{
        Road,
        layout::{Crumbs, follow},
    },
    routes::Route,
    words,
};

/// The page.
#[component]
pub fn About() -> impl IntoView {
    let road = Road::here();
    let portal = words().portal;
    let pages = [
        (Route::Home, portal.hall),
        (Route::Apply, portal.apply),
        (Route::Applications, words().my_applications),
        (Route::Me, words().me),
    ];
    let link = |(to, name): (Route, &'static str)| {
        view! { <li><a href=to.path() on:click=follow(road, to)>{name}</a></li> }
    };
    view! {
        <Crumbs/>
        <h1>{portal.about}</h1>
        <div class="prose">
            <p>{portal.about_text}</p>
            <h2 id="legal">{portal.legal}</h2>
            <p>{portal.legal_text}</p>
            <h2 id="map">{portal.site_map}</h2>
            <ul class="site-map">{pages.map(link)}</ul>
            <h2 id="suggestions">{portal.suggestions}</h2>
            <p>{portal.suggestions_text}<a href=words::HOTLINE_LINK>{words::HOTLINE}</a></p>
        </div>
    }
    .into_any()
}
