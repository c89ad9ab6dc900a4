//! 我的办事: the person's applications, and one of them with its time line.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ApplicationSummary, ApplicationView, Status},
    directory::Directory,
};

use super::{Road, answers, layout::follow};
use crate::{
    api::{self, ApiProblem},
    components::{
        notice::{Empty, Missed, Waiting},
        receipt_number::grouped,
    },
    language::{lang_of, language},
    platform,
    routes::Route,
    words,
};

/// The list.
#[component]
pub fn Applications() -> impl IntoView {
    let road = Road::here();
    let list = RwSignal::new(None::<Result<Vec<ApplicationSummary>, ApiProblem>>);
    let load = Callback::new(move |()| {
        list.set(None);
        spawn_local(async move {
            let answer = api::applications().await;
            if let Err(problem) = &answer {
                road.session.notice(problem);
            }
            list.try_set(Some(answer));
        });
    });
    load.run(());
    view! {
        <h1>{words().my_applications}</h1>
        {move || match list.get() {
            None => view! { <Waiting/> }.into_any(),
            Some(Err(problem)) => view! { <Missed problem=problem.words() on_retry=load/> }.into_any(),
            Some(Ok(list)) if list.is_empty() => {
                view! { <Empty title=words().no_applications detail=words().no_applications_detail/> }.into_any()
            }
            Some(Ok(list)) => list.into_iter().map(|summary| row(road, summary)).collect_view().into_any(),
        }}
    }
    .into_any()
}

fn row(road: Road, summary: ApplicationSummary) -> AnyView {
    let to = Route::Application(summary.receipt.clone());
    view! {
        <a class="application cells" href=to.path() on:click=follow(road, to)>
            <span class="application-kind">{words().application_kind}</span>
            <span class=badge(summary.status)>{summary.status.label_in(language())}</span>
            <span class="application-line">{words().receipt_number}" "<span class="whole">{grouped(&summary.receipt)}</span></span>
            <span class="application-line">{words().submitted_at}" "<span class="whole">{platform::beijing_time(summary.submitted_at)}</span></span>
        </a>
    }
    .into_any()
}

fn badge(status: Status) -> &'static str {
    match status {
        Status::Collected => "badge badge-done",
        Status::Returned => "badge badge-back",
        _ => "badge",
    }
}

/// One application.
#[component]
pub fn Application(receipt: String) -> impl IntoView {
    let road = Road::here();
    let one = RwSignal::new(None::<Result<ApplicationView, ApiProblem>>);
    let load = Callback::new(move |()| {
        one.set(None);
        let receipt = receipt.clone();
        spawn_local(async move {
            let answer = api::application(&receipt).await;
            if let Err(problem) = &answer {
                road.session.notice(problem);
            }
            one.try_set(Some(answer));
        });
    });
    load.run(());
    view! {
        <h1>{words().application}</h1>
        {move || match one.get() {
            None => view! { <Waiting/> }.into_any(),
            Some(Err(problem)) => view! { <Missed problem=problem.words() on_retry=load/> }.into_any(),
            Some(Ok(application)) => detail(application, road.wizard.directory.get_untracked()),
        }}
    }
    .into_any()
}

fn detail(application: ApplicationView, tables: Directory) -> AnyView {
    let ApplicationView { summary, answers: told, events } = application;
    let event = |event: sscard_shared::api::StatusEvent| {
        view! {
            <li>
                <span class="time-line-status">{event.status.label_in(language())}</span>
                <time>{platform::beijing_time(event.at)}</time>
                {event.note.map(|note| view! { <p class="time-line-note" lang=lang_of(&note)>{note.clone()}</p> })}
            </li>
        }
    };
    let answer = move |answer: sscard_shared::api::Answer| {
        let words = answers::said_again(answer.field, &answer.text, &tables);
        let lang = lang_of(&words);
        view! { <div class="answer"><dt>{words::label(answer.field)}</dt><dd lang=lang>{answers::shown(answer.field, &words)}</dd></div> }
    };
    view! {
        <section class="cells application">
            <span class="application-kind">{words().application_kind}</span>
            <span class=badge(summary.status)>{summary.status.label_in(language())}</span>
            <span class="application-line">{words().receipt_number}" "<span class="whole">{grouped(&summary.receipt)}</span></span>
        </section>
        <h2 class="group-title">{words().time_line}</h2>
        <ol class="cells time-line">{events.into_iter().rev().map(event).collect_view()}</ol>
        <h2 class="group-title">{words().answers}</h2>
        <dl class="cells answers">{told.into_iter().map(answer).collect_view()}</dl>
    }
    .into_any()
}
