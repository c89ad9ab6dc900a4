//! What surrounds every page: the bar on top, the words about the network and the sandbox, the foot.

use leptos::prelude::*;
use sscard_shared::{language::Language, step::Step};

use super::Road;
use crate::{components::header::PageFooter, language::language, routes::Route, words};

/// The bar: back, the service's name, the person's place.
#[component]
pub fn Bar() -> impl IntoView {
    let road = Road::here();
    let at_home = Memo::new(move |_| road.nav.is_at_home());
    let signed_in = move || road.session.view().signed_in;
    view! {
        <a class="skip" href="#content">{words().skip_to_content}</a>
        <header class="bar">
            {move || if at_home.get() {
                view! { <ElderToggle/> }.into_any()
            } else {
                view! {
                    <button type="button" class="bar-back" on:click=move |_| road.nav.back()>{words().back}</button>
                }
                .into_any()
            }}
            <a class="bar-title" href=Route::Home.path() on:click=follow(road, Route::Home)>{words().service}</a>
            {move || signed_in().then(|| view! {
                <a class="bar-me" href=Route::Me.path() on:click=follow(road, Route::Me)>{words().me}</a>
            })}
        </header>
    }
    .into_any()
}

/// The strips under the bar.
#[component]
pub fn Strips() -> impl IntoView {
    let road = Road::here();
    let sandbox = move || road.session.view().sandbox;
    view! {
        {move || sandbox().then(|| view! {
            <aside class="strip" aria-label=words().sandbox>
                <strong>{words().sandbox}</strong>
                <span>{words().sandbox_detail}</span>
                <a href="/sandbox/outbox" target="_blank" rel="noopener">{words().sandbox_outbox}</a>
                <a href="/sandbox/people" target="_blank" rel="noopener">{words().sandbox_people}</a>
            </aside>
        })}
        <div role="status">
            {move || road.note.get().map(|note| view! { <p class="strip strip-offline">{note.words()}</p> })}
            {network(road)}
        </div>
    }
    .into_any()
}

/// Without a network: what is kept, step by step, and what waits; and once it is back, what is still on its way.
fn network(road: Road) -> AnyView {
    let wizard = road.wizard;
    let kept = move || {
        let draft = wizard.draft();
        let is_begun =
            |step: &Step| step.fields().iter().any(|field| !draft.get(*field).is_empty());
        let steps: Vec<_> = Step::ALL.into_iter().filter(is_begun).collect();
        let titles: Vec<_> = steps.into_iter().map(|step| step.title_in(language())).collect();
        words::kept_here(&titles, wizard.unsent_pictures())
    };
    let was_away = RwSignal::new(false);
    Effect::new(move |_| {
        let (away, unsent) = (!road.online.get(), wizard.unsent_pictures());
        was_away.set(away || (was_away.get_untracked() && unsent > 0));
    });
    view! {
        {move || match (road.online.get(), was_away.get()) {
            (false, _) => Some(view! {
                <p class="strip strip-offline"><span>{words().offline_bar}</span><span>{kept}</span></p>
            }.into_any()),
            (true, true) => Some(view! {
                <p class="strip"><span>{move || words::catching_up(wizard.unsent_pictures())}</span></p>
            }.into_any()),
            (true, false) => None,
        }}
    }
    .into_any()
}

/// The foot: the settings, who provides the service and whom to call.
#[component]
pub fn Foot() -> impl IntoView {
    let settings = Road::here().settings;
    view! {
        <PageFooter>
            <p>
                <button
                    type="button"
                    class="link"
                    id="settings-open"
                    aria-haspopup="dialog"
                    on:click=move |_| settings.open.set(true)
                >
                    {words().settings}
                </button>
            </p>
            <p>{words().ask_by_phone}<a href=words::HOTLINE_LINK>{words::HOTLINE}</a></p>
            <p>{words().footer}</p>
        </PageFooter>
    }
    .into_any()
}

/// 长辈版.
#[component]
pub fn ElderToggle() -> impl IntoView {
    let settings = Road::here().settings;
    let toggle = move |_| settings.set_elder(!settings.elder.get_untracked());
    view! {
        <button
            type="button"
            class="button button-small elder"
            id="elder"
            aria-pressed=move || if settings.elder.get() { "true" } else { "false" }
            on:click=toggle
        >
            {words().elder}
        </button>
    }
    .into_any()
}

/// 中文 | English: each in its own language, for who cannot read the other.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let road = Road::here();
    let choice = move |one: Language| {
        let current = one == language();
        view! {
            <button
                type="button"
                class="language"
                id=language_id(one)
                lang=one.tag()
                aria-pressed=if current { "true" } else { "false" }
                on:click=move |_| road.speak(one)
            >
                {one.own_name()}
            </button>
        }
    };
    view! {
        <div class="languages" role="group" aria-label=words().language>
            {Language::ALL.into_iter().map(choice).collect_view()}
        </div>
    }
    .into_any()
}

/// The id of a language's button.
#[must_use]
pub fn language_id(language: Language) -> String {
    ["language-", language.tag()].concat()
}

/// A click on one of our own links goes there without loading the page anew.
pub fn follow(road: Road, to: Route) -> impl Fn(leptos::ev::MouseEvent) + Clone + 'static {
    move |event| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            road.go(&to);
        }
    }
}
