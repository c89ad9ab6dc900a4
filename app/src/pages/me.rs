//! 个人中心: who is signed in, the way to 我的办事, and out.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::field::Field;

use super::{
    Road,
    answers::shown,
    devices::Devices,
    layout::{LanguageSwitch, follow},
    leaving::{sign_out_here, sign_out_unheard},
    settings::{Place, SettingsForm},
};
use crate::{
    api,
    components::{dialog::Dialog, notice::Problem},
    routes::Route,
    words,
};

/// The page.
#[component]
pub fn Me() -> impl IntoView {
    let road = Road::here();
    let out = SigningOut::new();
    let view = move || road.session.view();
    view! {
        <h1>{words().me}</h1>
        <section class="cells person" data-silent="">
            <p class="person-name">{move || view().name.unwrap_or_else(|| words().not_real_named.to_owned())}</p>
            <p class="person-detail">{move || shown(Field::Mobile, &view().mobile.unwrap_or_default())}</p>
            {move || view().id_number.map(|number| view! { <p class="person-detail">{shown(Field::IdNumber, &number)}" · "<span class="whole">{words().real_named}</span></p> })}
        </section>
        <nav class="cells">
            <a class="cell cell-link" href=Route::Applications.path() on:click=follow(road, Route::Applications)>
                {words().my_applications}
            </a>
        </nav>
        <Devices/>
        <h2 class="group-title">{words().settings}</h2>
        <SettingsForm place=Place::Me/>
        <LanguageSwitch/>
        {out.trouble(road)}
        <div class="actions actions-plain">
            <button type="button" class="button button-danger" on:click=move |_| out.asking.set(true)>{words().sign_out}</button>
        </div>
        {out.question(road)}
    }
    .into_any()
}

/// The way out in the header of a page, with its question.
#[component]
pub fn SignOut() -> impl IntoView {
    let road = Road::here();
    let out = SigningOut::new();
    view! {
        <button type="button" on:click=move |_| out.asking.set(true)>{words().leave}</button>
        {out.question(road)}
        {out.trouble(road)}
    }
    .into_any()
}

/// Signing out: the question, and what came of it.
#[derive(Clone, Copy)]
struct SigningOut {
    asking: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
    /// The server could not be told. Who leaves a device to others has to be able to leave it empty all the same.
    unheard: RwSignal<bool>,
}

impl SigningOut {
    fn new() -> Self {
        Self {
            asking: RwSignal::new(false),
            problem: RwSignal::new(None),
            unheard: RwSignal::new(false),
        }
    }

    fn go(self, road: Road) {
        spawn_local(async move {
            // What was typed in the last moments goes to the server as well: it is what the person finds again.
            road.wizard.save_remote().await;
            match api::sign_out().await {
                Ok(()) | Err(api::ApiProblem::SignedOut) => sign_out_here(road),
                Err(met) => {
                    self.asking.try_set(false);
                    self.unheard
                        .try_set(matches!(met, api::ApiProblem::Offline | api::ApiProblem::Slow));
                    self.problem.try_set(Some(met.words()));
                }
            }
        });
    }

    /// Why it did not go, and the way out all the same.
    fn trouble(self, road: Road) -> AnyView {
        view! {
            <Problem words=self.problem.into()/>
            {move || self.unheard.get().then(|| view! {
                <p class="aside">{words().sign_out_unheard_detail}</p>
                <div class="actions actions-plain">
                    <button type="button" class="button" on:click=move |_| sign_out_unheard(road)>{words().sign_out_unheard}</button>
                </div>
            })}
        }
        .into_any()
    }

    fn question(self, road: Road) -> AnyView {
        let asking = self.asking;
        view! {
            <Dialog open=asking title=words().sign_out_question>
                <p class="dialog-text">{words().sign_out_detail}</p>
                <div class="dialog-actions">
                    <button type="button" class="button" on:click=move |_| asking.set(false)>{words().cancel}</button>
                    <button type="button" class="button button-primary" on:click=move |_| self.go(road)>{words().confirm}</button>
                </div>
            </Dialog>
        }
        .into_any()
    }
}
