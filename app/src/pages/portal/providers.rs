//! 其他渠道登录: others who vouch for a person.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{PROVIDERS_PATH, ProviderProblem, ProviderView},
    language::Language,
};

use crate::{
    api::{ApiProblem, ways_in},
    components::notice::{Missed, Problem, Waiting},
    language::language,
    pages::{Road, leaving::make_way},
    platform::{self, address, device},
    routes::Route,
    words,
};

/// A button for each that there is. They lead back to a page, otherwise to the one that was wanted.
#[component]
pub fn Providers(
    came_back: Option<ProviderProblem>,
    #[prop(default = None)] back: Option<String>,
) -> impl IntoView {
    let road = Road::here();
    let told = RwSignal::new(None::<Result<Vec<ProviderView>, ApiProblem>>);
    let problem = RwSignal::new(came_back.map(words::provider_problem));
    let ask = move || {
        told.set(None);
        spawn_local(async move {
            let answer = ways_in::providers().await;
            told.try_set(Some(answer));
        });
    };
    ask();
    let seen = move || match told.get() {
        None => view! { <Waiting/> }.into_any(),
        Some(Err(problem)) => {
            let on_retry = Callback::new(move |()| ask());
            view! { <Missed problem=problem.words() on_retry/> }.into_any()
        }
        Some(Ok(providers)) if providers.is_empty() => {
            view! { <p class="lead">{words().ways_in.no_provider}</p> }.into_any()
        }
        Some(Ok(providers)) => buttons(road, problem, providers, back.clone()),
    };
    view! {
        <Problem words=problem.into()/>
        <div class="provider-ways">{seen}</div>
    }
    .into_any()
}

fn buttons(
    road: Road,
    problem: RwSignal<Option<String>>,
    providers: Vec<ProviderView>,
    back: Option<String>,
) -> AnyView {
    let button = move |provider: ProviderView| {
        let (label, lang) = named(&provider);
        let (name, back) = (provider.name.clone(), back.clone());
        let go = move |_| go(road, problem, name.clone(), back.clone());
        view! {
            <li>
                <button type="button" class="button" on:click=go>
                    <span lang=lang>{label}</span>
                </button>
            </li>
        }
    };
    view! {
        <p class="lead">{words().ways_in.provider_how}</p>
        <ul class="providers">{providers.into_iter().map(button).collect_view()}</ul>
        <p class="scan-note">{words().ways_in.provider_next}</p>
    }
    .into_any()
}

/// What stands on a provider's button, and the language that it is in, where that is not the page's.
fn named(provider: &ProviderView) -> (String, Option<&'static str>) {
    match (language(), &provider.label_en) {
        (Language::ZhCn, _) => (words::sign_in_with(&provider.label), None),
        (Language::En, Some(label)) => (words::sign_in_with(label), None),
        (Language::En, None) => (provider.label.clone(), Some(Language::ZhCn.tag())),
    }
}

/// To the provider, from where another page of ours begins. What has to be told to the server before that is told first.
fn go(road: Road, problem: RwSignal<Option<String>>, name: String, back: Option<String>) {
    spawn_local(async move {
        match make_way().await {
            Ok(()) => {
                // Who turns back there signs in otherwise, and still goes on to it.
                if let Some(back) = &back {
                    platform::remember_wanted(back);
                }
                let back = platform::wanted().unwrap_or_else(|| Route::Home.path());
                device::set_out();
                road.wizard.save_local();
                address::leave_for(&[PROVIDERS_PATH, "/", &name, "?back=", &back].concat());
            }
            Err(met) => {
                problem.try_set(Some(met.words()));
            }
        }
    });
}
