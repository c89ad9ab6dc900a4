//! 扫码登录确认: on the phone that scanned a code. It says where and what, and lets in nobody by itself.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::api::{ErrorCode, ScanAsker, ScanNetwork, ScanVerdict};

use super::Road;
use crate::{
    api::{ApiProblem, ways_in},
    components::{
        button::{Button, Kind},
        notice::{Empty, Missed, Problem, Waiting},
    },
    platform::{self, scanned},
    words,
};

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// The server is being asked who wants to be let in.
    Asking,
    /// It did not answer.
    Missed(String),
    /// The person is asked.
    Asked(ScanAsker),
    /// The person has answered.
    Answered(ScanVerdict),
    /// It is too late, with the words for it.
    Over(String),
    /// Nothing was scanned, or it is answered already.
    Nothing,
}

/// The page.
#[component]
pub fn Scan() -> impl IntoView {
    let road = Road::here();
    let stage = RwSignal::new(Stage::Asking);
    see(road, stage);
    let seen = move || match stage.get() {
        Stage::Asking => view! { <Waiting/> }.into_any(),
        Stage::Missed(problem) => {
            let on_retry = Callback::new(move |()| see(road, stage));
            view! { <Missed problem on_retry/> }.into_any()
        }
        Stage::Asked(asker) => view! { <Ask asker stage/> }.into_any(),
        Stage::Answered(verdict) => answered(verdict),
        Stage::Over(words) => view! { <p class="problem" role="alert">{words}</p> }.into_any(),
        Stage::Nothing => {
            let words = words().ways_in;
            view! { <Empty title=words.nothing_scanned detail=words.nothing_scanned_detail/> }
                .into_any()
        }
    };
    view! {
        <h1>{words().ways_in.confirm_title}</h1>
        {seen}
    }
    .into_any()
}

fn see(road: Road, stage: RwSignal<Stage>) {
    let Some(secret) = scanned::secret() else { return stage.set(Stage::Nothing) };
    stage.set(Stage::Asking);
    spawn_local(async move {
        let next = match ways_in::see_scan(secret).await {
            Ok(asker) => Stage::Asked(asker),
            Err(problem) => {
                road.session.notice(&problem);
                over(&problem).unwrap_or_else(|| Stage::Missed(problem.words()))
            }
        };
        stage.try_set(next);
    });
}

/// What a problem means after which there is nothing left to answer.
fn over(problem: &ApiProblem) -> Option<Stage> {
    let is_over = matches!(problem, ApiProblem::Refused { code: ErrorCode::Gone, .. });
    is_over.then(|| {
        scanned::forget();
        Stage::Over(problem.words())
    })
}

/// Where, what and as whom; and the answer.
#[component]
fn Ask(asker: ScanAsker, stage: RwSignal<Stage>) -> impl IntoView {
    let road = Road::here();
    let words = words().ways_in;
    let (problem, busy) = (RwSignal::new(None), RwSignal::new(None::<ScanVerdict>));
    let answer = move |verdict| answer(road, stage, (problem, busy), verdict);
    let (confirm, refuse) = (
        Callback::new(move |()| answer(ScanVerdict::Confirm)),
        Callback::new(move |()| answer(ScanVerdict::Refuse)),
    );
    let is_busy = move |verdict| Signal::derive(move || busy.get() == Some(verdict));
    let network = match asker.network {
        ScanNetwork::Same => words.confirm_network_same,
        ScanNetwork::Other => words.confirm_network_other,
    };
    let facts = [
        (words.confirm_what, words.confirm_what_value.to_owned()),
        (words.confirm_mark, asker.mark),
        (words.confirm_device, asker.device),
        (words.confirm_network, network.to_owned()),
        (words.confirm_time, platform::beijing_time(asker.asked_at)),
        (words.confirm_who, road.session.view_now().name.unwrap_or_default()),
    ];
    let fact = |(term, told): (&'static str, String)| {
        view! { <div class="answer"><dt>{term}</dt><dd>{told}</dd></div> }
    };
    view! {
        <p class="lead">{words.confirm_lead}</p>
        <dl class="cells answers">{facts.map(fact).collect_view()}</dl>
        <p class="scan-warning">{words.confirm_warning}</p>
        <Problem words=problem.into()/>
        <div class="actions actions-plain">
            <Button kind=Kind::Primary busy=is_busy(ScanVerdict::Confirm) on_press=confirm>
                {move || if busy.get() == Some(ScanVerdict::Confirm) { words.confirming } else { words.confirm }}
            </Button>
            <Button busy=is_busy(ScanVerdict::Refuse) on_press=refuse>{crate::words::words().cancel}</Button>
        </div>
    }
    .into_any()
}

fn answer(
    road: Road,
    stage: RwSignal<Stage>,
    (problem, busy): (RwSignal<Option<String>>, RwSignal<Option<ScanVerdict>>),
    verdict: ScanVerdict,
) {
    let Some(secret) = scanned::secret().filter(|_| busy.get_untracked().is_none()) else { return };
    busy.set(Some(verdict));
    problem.set(None);
    spawn_local(async move {
        match ways_in::answer_scan(secret, verdict).await {
            Ok(()) => {
                scanned::forget();
                stage.try_set(Stage::Answered(verdict));
            }
            Err(met) => {
                road.session.notice(&met);
                busy.try_set(None);
                match over(&met) {
                    Some(over) => stage.try_set(over),
                    None => problem.try_set(Some(met.words())).map(|_| Stage::Nothing),
                };
            }
        }
    });
}

fn answered(verdict: ScanVerdict) -> AnyView {
    let words = words().ways_in;
    let (title, detail) = match verdict {
        ScanVerdict::Confirm => (words.confirmed_title, words.confirmed),
        ScanVerdict::Refuse => (words.refused_title, words.refused),
    };
    view! {
        <div role="status">
            <p class="scan-answered">{title}</p>
            <p class="lead">{detail}</p>
        </div>
    }
    .into_any()
}
