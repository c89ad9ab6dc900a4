//! Puts everything together: what is known, where the person is, and the page for it.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{door::Door, language::Language, step::Step};

use crate::{
    api,
    components::{
        camera::StandInCamera,
        dialog::DialogHistory,
        notice::{Missed, WaitingPage},
        toast::{Toast, Toasts},
    },
    door::{self, door},
    language::{self, language},
    pages::{
        Road, Start,
        applications::{Application, Applications},
        basic::Basic,
        card::Card,
        check::Check,
        delivery::Delivery,
        disclaimer::Disclaimer,
        done::Done,
        eligibility::Eligibility,
        form::Form,
        home::Home,
        identity::Identity,
        identity_check::IdentityCheck,
        idle,
        jingtong::JingtongHome,
        layout::{Bar, Foot, Strips, language_id},
        leaving::{catch_up_sign_out, end_earlier_visit, follow_hands},
        me::Me,
        not_found::NotFound,
        portal::{about::About, home::PortalHome, sign_in::PortalSignIn},
        quick::sign_in_by_host,
        reader::{Reader, ReaderBar},
        real_name::RealName,
        scan::Scan,
        settings::{ElderHint, Settings, SettingsDialog},
        sign_in::SignIn,
        sign_in_again::SignInAgain,
    },
    platform,
    routes::{Route, door_of, history::Navigator},
    session::Session,
    wizard::Wizard,
    words,
};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    language::begin();
    // Before the host, which takes whatever stands behind the `#` off the address.
    platform::scanned::take_up();
    platform::host::begin();
    door::begin(door_of(&platform::path()));
    let session = Session::new();
    let (wizard, undo) = (Wizard::new(session), RwSignal::new(None));
    let on_undo = Callback::new(move |()| {
        if let Some(undo) = undo.write().take() {
            wizard.undo(undo);
        }
    });
    let road = Road {
        start: RwSignal::new(Start::Asking),
        nav: Navigator::start(),
        session,
        wizard,
        settings: Settings::here(),
        reader: Reader::new(),
        online: RwSignal::new(platform::is_online()),
        typed_mobile: RwSignal::new(String::new()),
        typed_code: RwSignal::new(String::new()),
        language: RwSignal::new(language()),
        note: RwSignal::new(None),
        toast: RwSignal::new(None),
        undo,
        on_undo,
    };
    provide_context(road);
    begin(road);
    follow_the_world(road);
    // The one place that decides what is seen: the page of the address bar, or what has to be done first.
    let seen = Memo::new(move |_| match (road.start.get(), road.nav.route()) {
        (Start::Ready, route) => Some(route.allowed(road.standing())),
        // The first page is everybody's, and the browser has painted it already.
        (Start::Asking, Route::Home) if door() == Door::Minsheng => Some(Route::Home),
        (Start::Asking | Start::Missed(_), _) => None,
    });
    Effect::new(move |before: Option<()>| {
        if let Some(seen) = seen.get() {
            arrive(road, &seen, before.is_none());
        }
    });
    Effect::new(move |_| {
        if road.wizard.local_pictures_lost.get() {
            road.toast.set(Some(Toast::saying(words().local_pictures_lost)));
        }
    });
    Effect::new(move |before: Option<Language>| {
        let now = road.language.get();
        if before.is_some_and(|before| before != now) {
            spoken(now, seen.get_untracked());
        }
        now
    });
    let is_sandbox = Signal::derive(move || road.session.view().sandbox);
    provide_context(StandInCamera(is_sandbox));
    provide_context(DialogHistory {
        opened: Callback::new(move |dialog| road.nav.dialog_opened(dialog)),
        closed: Callback::new(move |dialog| road.nav.dialog_closed(dialog)),
    });
    let page_of = move || match seen.get() {
        Some(route) => page(route),
        None => not_yet(road),
    };
    // Words do not follow signals one by one: a change of language, which is rare, builds all that is seen anew.
    let all = move || {
        road.language.track();
        view! {
            <Bar/>
            <Strips/>
            <ElderHint/>
            <ReaderBar/>
            <main class="page" id="content">{page_of}</main>
            <Foot/>
            <SignInAgain/>
            <SettingsDialog/>
            <Toasts toast=road.toast lasting=road.settings.elder/>
        }
    };
    view! { {all} }.into_any()
}

/// Learns who is here and what the tables say, and takes up the draft.
fn begin(road: Road) {
    spawn_local(async move {
        let tables = api::directory();
        match road.session.load().await {
            Ok(_) => {
                if let Err(problem) = end_earlier_visit(road).await {
                    return road.start.set(Start::Missed(problem.words()));
                }
                sign_in_by_host(road).await;
                // The built-in tables stand in for the operator's until these arrive.
                if let Ok(directory) = tables.await {
                    road.wizard.take_tables(directory);
                }
                road.take_up_draft().await;
                road.start.set(Start::Ready);
            }
            Err(problem) => road.start.set(Start::Missed(problem.words())),
        }
    });
}

/// The network comes and goes, the page is hidden: nothing may be lost.
fn follow_the_world(road: Road) {
    platform::on_network_change(move |online| {
        road.online.set(online);
        if online {
            catch_up_sign_out();
            road.wizard.catch_up();
        }
    });
    platform::on_leaving(move || {
        road.wizard.save_local();
        road.reader.stop();
    });
    platform::clicks::hold_back_double_clicks(move || {
        (road.nav.route_now(), untrack(|| road.nav.question()))
    });
    follow_hands(road);
    idle::watch(road);
    platform::steady::begin();
    platform::keyboard::begin();
}

/// A page begins: the address bar tells the truth, the title, the focus and the scroll are those of a new page. On the first page
/// that was there from the start they are the person's own.
fn arrive(road: Road, seen: &Route, from_the_start: bool) {
    let asked_for = road.nav.route_now();
    if asked_for != *seen {
        if matches!(seen, Route::SignIn | Route::RealName) {
            platform::remember_wanted(&asked_for.path());
        }
        road.nav.replace_at(seen, road.first_question(seen));
    }
    road.wizard.wanted_on.set(false);
    road.reader.stop();
    let title = words::window_title(title(seen));
    if from_the_start && *seen == Route::Home && door() == Door::Minsheng {
        return platform::set_title(&title);
    }
    // The page is built in this turn of the event loop; its heading is there in the next.
    spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(0).await;
        platform::begin_page(&title);
    });
}

/// The page speaks another language: the window's title follows, and the focus stays on the switch, which was built anew.
fn spoken(language: Language, seen: Option<Route>) {
    let title = seen.as_ref().map_or(words().home_title, title);
    spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(0).await;
        platform::set_title(&words::window_title(title));
        platform::focus(&language_id(language));
    });
}

/// What stands in for the page until it can be known.
fn not_yet(road: Road) -> AnyView {
    match road.start.get() {
        Start::Missed(problem) => {
            let on_retry = Callback::new(move |()| {
                road.start.set(Start::Asking);
                begin(road);
            });
            view! { <h1>{words().no_start}</h1><Missed problem on_retry/> }.into_any()
        }
        Start::Asking | Start::Ready => view! { <WaitingPage/> }.into_any(),
    }
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Home => match door() {
            Door::Portal => view! { <PortalHome agreeing=false/> }.into_any(),
            Door::Jingtong => view! { <JingtongHome/> }.into_any(),
            Door::Minsheng => view! { <Home/> }.into_any(),
        },
        Route::SignIn => match door() {
            Door::Portal => view! { <PortalSignIn/> }.into_any(),
            Door::Jingtong => view! { <IdentityCheck/> }.into_any(),
            Door::Minsheng => view! { <SignIn/> }.into_any(),
        },
        Route::RealName => view! { <RealName/> }.into_any(),
        // Leads on before it is shown.
        Route::Apply => view! { <WaitingPage/> }.into_any(),
        Route::Disclaimer if door() == Door::Portal => {
            view! { <PortalHome agreeing=true/> }.into_any()
        }
        Route::Disclaimer => view! { <Disclaimer/> }.into_any(),
        Route::Eligibility => view! { <Eligibility/> }.into_any(),
        Route::Form => view! { <Form/> }.into_any(),
        Route::About => view! { <About/> }.into_any(),
        Route::Step(Step::Identity) => view! { <Identity/> }.into_any(),
        Route::Step(Step::Basic) => view! { <Basic/> }.into_any(),
        Route::Step(Step::Card) => view! { <Card/> }.into_any(),
        Route::Step(Step::Delivery) => view! { <Delivery/> }.into_any(),
        Route::Check => view! { <Check/> }.into_any(),
        Route::Done(receipt) => view! { <Done receipt/> }.into_any(),
        Route::Me => view! { <Me/> }.into_any(),
        Route::Applications => view! { <Applications/> }.into_any(),
        Route::Application(receipt) => view! { <Application receipt/> }.into_any(),
        Route::Scan => view! { <Scan/> }.into_any(),
        Route::NotFound => view! { <NotFound/> }.into_any(),
    }
}

fn title(route: &Route) -> &'static str {
    match route {
        Route::Home if door() == Door::Portal => words().portal.hall,
        Route::Home => words().home_title,
        Route::SignIn => match door() {
            Door::Jingtong => words().identity_check.title,
            Door::Portal | Door::Minsheng => words().sign_in,
        },
        Route::RealName => words().real_name,
        Route::Apply | Route::Form => words().form,
        Route::Eligibility => words().eligibility.title,
        Route::About => words().portal.about,
        Route::Disclaimer => words().disclaimer,
        Route::Step(step) => step.title_in(language()),
        Route::Check => words().check,
        Route::Done(_) => words().done_title,
        Route::Me => words().me,
        Route::Applications => words().my_applications,
        Route::Application(_) => words().application,
        Route::Scan => words().ways_in.confirm_title,
        Route::NotFound => words().not_found,
    }
}
