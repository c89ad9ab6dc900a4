//! 网上服务大厅: what can be done here, and 免责声明 over it.

use leptos::prelude::*;

use crate::{
    components::dialog::{Dialog, Stand},
    pages::{
        Road,
        disclaimer::AgreeForm,
        layout::{LanguageSwitch, begun_line, follow},
    },
    routes::Route,
    words,
};

/// The page; with 免责声明 open where that comes first.
#[component]
pub fn PortalHome(
    /// 免责声明 stands over the page.
    agreeing: bool,
) -> impl IntoView {
    let road = Road::here();
    let portal = words().portal;
    let open = RwSignal::new(agreeing);
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        // Whoever closes it without agreeing is back in the hall.
        if before == Some(true) && !now && road.nav.route_now() == Route::Disclaimer {
            road.nav.replace(&Route::Home);
        }
        now
    });
    view! {
        <h1>{portal.personal}</h1>
        <p class="lead">{portal.home_lead}</p>
        <nav class="services" aria-label=portal.personal>
            {service(road, Route::Apply, portal.apply, portal.apply_detail)}
            {service(road, Route::Applications, words().my_applications, portal.applications_detail)}
        </nav>
        <div role="status">{begun_line(road)}</div>
        <LanguageSwitch/>
        <Dialog open=open title=words().disclaimer stand=Stand::Sheet>
            <AgreeForm in_dialog=true/>
        </Dialog>
    }
    .into_any()
}

/// One thing that can be done.
fn service(road: Road, to: Route, name: &'static str, detail: &'static str) -> AnyView {
    view! {
        <a class="service" href=to.path() on:click=follow(road, to)>
            <span class="service-name">{name}</span>
            <span class="service-detail">{detail}</span>
        </a>
    }
    .into_any()
}
