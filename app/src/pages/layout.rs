//! What surrounds every page: the bar on top, the words about the network and the sandbox, the foot.

use leptos::prelude::*;
use sscard_shared::{door::Door, language::Language, step::Step};

use super::{Road, me::SignOut};
use crate::{
    components::{
        breadcrumb::{Above, Breadcrumb},
        header::{PageFooter, PageHeader},
    },
    door::door,
    language::language,
    platform,
    routes::Route,
    words,
};

/// What stands on top of every page: the bar of a phone, or the header of the portal.
#[component]
pub fn Bar() -> impl IntoView {
    let skip = view! { <a class="skip" href="#content">{words().skip_to_content}</a> };
    match door() {
        Door::Portal => view! { {skip}<PortalHeader/> }.into_any(),
        Door::Jingtong | Door::Minsheng => view! { {skip}<PhoneBar/> }.into_any(),
    }
}

/// The bar: back, the service's name, the settings, the person's place.
#[component]
fn PhoneBar() -> impl IntoView {
    let road = Road::here();
    let at_home = Memo::new(move |_| road.nav.is_at_home());
    let signed_in = move || road.session.view().signed_in;
    view! {
        <header class="bar">
            {move || if at_home.get() {
                view! { <ElderToggle/> }.into_any()
            } else {
                view! {
                    <button type="button" class="bar-back" on:click=move |_| road.nav.back()>{words().back}</button>
                }
                .into_any()
            }}
            {move || bar_title(road)}
            <div class="bar-ways">
                <SettingsButton/>
                {move || signed_in().then(|| view! {
                    <a class="bar-me" href=Route::Me.path() on:click=follow(road, Route::Me)>{words().me}</a>
                })}
            </div>
        </header>
    }
    .into_any()
}

/// What the bar calls the page: the guide's own title while an application is filled in, else the service, which leads home.
fn bar_title(road: Road) -> AnyView {
    let title = match (door(), road.nav.route()) {
        (Door::Jingtong, Route::Eligibility) => words().jingtong.bar_eligibility,
        (Door::Jingtong, Route::Form) => words().jingtong.form_title,
        (Door::Minsheng, Route::Step(_) | Route::Check) => words().form,
        _ => {
            let home = Route::Home;
            return view! {
                <a class="bar-title" href=home.path() on:click=follow(road, home)>{words::at_door().service}</a>
            }
            .into_any();
        }
    };
    // Where it does not fit into one line it breaks before what it is about, and nowhere else.
    let (before, about) = title.split_at(title.find("社会保障卡").unwrap_or(0));
    view! { <p class="bar-title"><span>{before}<wbr/>{about}</span></p> }.into_any()
}

/// The bureau's name, the way home, who is greeted, and the ways to their place and out.
#[component]
fn PortalHeader() -> impl IntoView {
    let road = Road::here();
    let portal = words().portal;
    let view = move || road.session.view();
    let greeting = Signal::derive(move || view().name.map(|name| words::welcome(&name)));
    // After a submit the guide's head leads back to the hall and out, and nowhere else.
    let is_done = Memo::new(move |_| matches!(road.nav.route(), Route::Done(_)));
    let home = move || if is_done.get() { portal.to_hall } else { portal.to_home };
    let start = view! {
        <a href=Route::Home.path() on:click=follow(road, Route::Home)>{home}</a>
        <ElderToggle/>
        <SettingsButton/>
    };
    let ways = move || {
        if view().signed_in {
            let me = (!is_done.get()).then(|| {
                view! { <a href=Route::Me.path() on:click=follow(road, Route::Me)>{words().me}</a> }
            });
            view! {
                {me}
                <SignOut/>
            }
            .into_any()
        } else {
            view! { <a href=Route::SignIn.path() on:click=follow(road, Route::SignIn)>{words().sign_in}</a> }.into_any()
        }
    };
    let brand = view! {
        <div class="portal-head">
            <div class="brand">
                <p class="brand-name">{words::at_door().service}</p>
                <p class="brand-english" lang="en">{words::BUREAU_IN_ENGLISH}</p>
            </div>
        </div>
    };
    view! {
        <PageHeader label=portal.links start=start.into_any() brand=brand.into_any() greeting=greeting>
            {ways}
        </PageHeader>
    }
    .into_any()
}

/// The way here from the hall.
#[component]
pub fn Crumbs() -> impl IntoView {
    let road = Road::here();
    let portal = words().portal;
    let above = vec![Above { name: portal.personal.to_owned(), path: Route::Home.path() }];
    let here = match road.nav.route_now() {
        Route::About => portal.about,
        _ => portal.apply,
    };
    let on_follow = Callback::new(move |(event, path): (leptos::ev::MouseEvent, String)| {
        follow(road, Route::parse(&path))(event);
    });
    view! { <Breadcrumb label=portal.path above here on_follow/> }.into_any()
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
                {other_channels()}
            </aside>
        })}
        <div role="status">
            {move || road.note.get().map(|note| view! { <p class="strip strip-offline">{note.words()}</p> })}
            {network(road)}
        </div>
    }
    .into_any()
}

/// Links to the other two channels, for whoever tries the product out.
fn other_channels() -> AnyView {
    let all = Door::ALL.into_iter().zip(words().channels);
    all.filter(|(channel, _)| *channel != door())
        .map(|(channel, name)| view! { <a href=format!("/{}", channel.name()) rel="external">{name}</a> })
        .collect_view()
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

/// That a form was begun: whose it is is known once somebody is signed in. Until then it is said of the device, so that the line is there
/// from the first paint and its place is never blank.
pub(super) fn begun_line(road: Road) -> impl Fn() -> Option<AnyView> + Send {
    move || {
        let line = match (road.wizard.is_begun(), road.session.view().signed_in) {
            (false, _) => return None,
            (true, true) => words().home_resume,
            (true, false) => words().home_resume_signed_out,
        };
        Some(view! { <p class="note note-hint">{line}</p> }.into_any())
    }
}

/// The foot: whom to call, who provides the service, and the other doors to it.
#[component]
pub fn Foot() -> impl IntoView {
    let road = Road::here();
    view! {
        <PageFooter>
            {(door() == Door::Portal).then(|| portal_links(road))}
            <p>{words().ask_by_phone}<a href=words::HOTLINE_LINK>{words::HOTLINE}</a></p>
            <p>{words().footer}</p>
        </PageFooter>
    }
    .into_any()
}

/// 关于我们 - 法律声明 - 网站地图 - 建议征集.
fn portal_links(road: Road) -> AnyView {
    let portal = words().portal;
    let link = move |(name, part): (&'static str, &'static str)| {
        let to = Route::About;
        let go = follow(road, to.clone());
        let show = move |event: leptos::ev::MouseEvent| {
            go(event);
            // The page is there in the next turn of the event loop.
            platform::bring_up(part);
        };
        view! { <li><a href=[&to.path(), "#", part].concat() on:click=show>{name}</a></li> }
    };
    let links = [
        (portal.about, "content"),
        (portal.legal, "legal"),
        (portal.site_map, "map"),
        (portal.suggestions, "suggestions"),
    ];
    view! { <ul class="foot-links">{links.map(link)}</ul> }.into_any()
}

/// 设置, in the bar of every page: whoever cannot read a form must not look for its end.
#[component]
fn SettingsButton() -> impl IntoView {
    let settings = Road::here().settings;
    view! {
        <button
            type="button"
            class="bar-settings"
            id="settings-open"
            aria-haspopup="dialog"
            on:click=move |_| settings.open.set(true)
        >
            {words().settings}
        </button>
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
