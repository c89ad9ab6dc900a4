//! Puts everything together: what is known, where the person is, and the page for it.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::step::Step;

use crate::{
    api,
    components::notice::{Missed, Waiting},
    pages::{
        Road,
        applications::{Application, Applications},
        basic::Basic,
        card::Card,
        check::Check,
        delivery::Delivery,
        disclaimer::Disclaimer,
        done::Done,
        home::Home,
        identity::Identity,
        layout::{Bar, Foot, Strips},
        me::Me,
        not_found::NotFound,
        real_name::RealName,
        sign_in::{SignIn, SignInAgain},
    },
    platform,
    routes::{Route, history::Navigator},
    session::Session,
    wizard::Wizard,
    words,
};

/// How far the start has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Start {
    /// The server is being asked who is here.
    Asking,
    /// It did not answer.
    Missed(String),
    /// Everything is known.
    Ready,
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::new();
    let road = Road {
        nav: Navigator::start(),
        session,
        wizard: Wizard::new(session),
        online: RwSignal::new(platform::is_online()),
        typed_mobile: RwSignal::new(String::new()),
        note: RwSignal::new(None),
    };
    provide_context(road);
    let start = RwSignal::new(Start::Asking);
    begin(road, start);
    follow_the_world(road);
    let ready = Memo::new(move |_| start.get() == Start::Ready);
    // The one place that decides what is seen: the page of the address bar, or what has to be done first.
    let seen = Memo::new(move |_| ready.get().then(|| road.nav.route().allowed(road.standing())));
    Effect::new(move |_| {
        if let Some(seen) = seen.get() {
            arrive(road, &seen);
        }
    });
    let page_of = move || match seen.get() {
        Some(route) => page(route),
        None => not_yet(road, start),
    };
    view! {
        <Bar/>
        <Strips/>
        <main class="page" id="content">{page_of}</main>
        <Foot/>
        <SignInAgain/>
    }
    .into_any()
}

/// Learns who is here and what the tables say, and takes up the draft.
fn begin(road: Road, start: RwSignal<Start>) {
    spawn_local(async move {
        let tables = api::directory();
        match road.session.load().await {
            Ok(_) => {
                // The built-in tables stand in for the operator's until these arrive.
                if let Ok(directory) = tables.await {
                    road.wizard.directory.set(directory);
                }
                road.take_up_draft().await;
                start.set(Start::Ready);
            }
            Err(problem) => start.set(Start::Missed(problem.words())),
        }
    });
}

/// The network comes and goes, the page is hidden: nothing may be lost.
fn follow_the_world(road: Road) {
    platform::on_network_change(move |online| {
        road.online.set(online);
        if online {
            road.wizard.catch_up();
        }
    });
    platform::on_leaving(move || road.wizard.keep_here());
}

/// A page begins: the address bar tells the truth, the title, the focus and the scroll are those of a new page.
fn arrive(road: Road, seen: &Route) {
    let asked_for = road.nav.route_now();
    if asked_for != *seen {
        if matches!(seen, Route::SignIn | Route::RealName) {
            platform::remember_wanted(&asked_for.path());
        }
        road.nav.replace(seen);
    }
    road.wizard.wanted_on.set(false);
    let title = title(seen);
    // The page is built in this turn of the event loop; its heading is there in the next.
    spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(0).await;
        platform::begin_page(&words::window_title(title));
    });
}

/// What stands in for the page until it can be known.
fn not_yet(road: Road, start: RwSignal<Start>) -> AnyView {
    match start.get() {
        Start::Missed(problem) => {
            let on_retry = Callback::new(move |()| {
                start.set(Start::Asking);
                begin(road, start);
            });
            view! { <h1>{words().no_start}</h1><Missed problem on_retry/> }.into_any()
        }
        _ => view! { <h1>{words().home_title}</h1><Waiting/> }.into_any(),
    }
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <Home/> }.into_any(),
        Route::SignIn => view! { <SignIn/> }.into_any(),
        Route::RealName => view! { <RealName/> }.into_any(),
        Route::Disclaimer => view! { <Disclaimer/> }.into_any(),
        Route::Step(Step::Identity) => view! { <Identity/> }.into_any(),
        Route::Step(Step::Basic) => view! { <Basic/> }.into_any(),
        Route::Step(Step::Card) => view! { <Card/> }.into_any(),
        Route::Step(Step::Delivery) => view! { <Delivery/> }.into_any(),
        Route::Check => view! { <Check/> }.into_any(),
        Route::Done(receipt) => view! { <Done receipt/> }.into_any(),
        Route::Me => view! { <Me/> }.into_any(),
        Route::Applications => view! { <Applications/> }.into_any(),
        Route::Application(receipt) => view! { <Application receipt/> }.into_any(),
        Route::NotFound => view! { <NotFound/> }.into_any(),
    }
}

fn title(route: &Route) -> &'static str {
    match route {
        Route::Home => words().home_title,
        Route::SignIn => words().sign_in,
        Route::RealName => words().real_name,
        Route::Disclaimer => words().disclaimer,
        Route::Step(step) => step.title(),
        Route::Check => words().check,
        Route::Done(_) => words().done_title,
        Route::Me => words().me,
        Route::Applications => words().my_applications,
        Route::Application(_) => words().application,
        Route::NotFound => words().not_found,
    }
}
