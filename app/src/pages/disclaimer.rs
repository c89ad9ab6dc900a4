//! 免责声明: read, tick, go on. The version that was agreed to goes into the draft.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{Text, TextKind},
    field::Field,
};

use super::Road;
use crate::{
    api::{self, ApiProblem},
    components::{
        choice::Consent,
        field::control_id,
        notice::{Missed, Waiting},
    },
    language::lang_of,
    platform,
    routes::Route,
    words,
};

/// A text of the operator, on its way or here.
pub type Loaded = RwSignal<Option<Result<Text, ApiProblem>>>;

/// Asks for a text.
pub fn load(kind: TextKind, into: Loaded) {
    into.set(None);
    spawn_local(async move {
        let text = api::text(kind).await;
        into.try_set(Some(text));
    });
}

/// The paragraphs of a text, or why there are none.
pub fn paragraphs(kind: TextKind, loaded: Loaded) -> impl IntoView {
    move || {
        match loaded.get() {
        None => view! { <Waiting/> }.into_any(),
        Some(Err(problem)) => {
            view! { <Missed problem=problem.words() on_retry=Callback::new(move |()| load(kind, loaded))/> }.into_any()
        }
        Some(Ok(text)) => text.paragraphs.into_iter().map(|words| view! { <p lang=lang_of(&words)>{words.clone()}</p> }).collect_view().into_any(),
    }
    }
}

/// The page.
#[component]
pub fn Disclaimer() -> impl IntoView {
    view! {
        <h1>{words().disclaimer}</h1>
        <AgreeForm/>
    }
    .into_any()
}

/// The text, the box to tick, and the button.
#[component]
pub fn AgreeForm(
    /// It stands in a dialog over a page.
    #[prop(optional)]
    in_dialog: bool,
) -> impl IntoView {
    let road = Road::here();
    let text: Loaded = RwSignal::new(None);
    load(TextKind::Disclaimer, text);
    // What has not been shown cannot be agreed to: the box and the button come with the text.
    let version = Memo::new(move |_| {
        text.with(|text| {
            text.as_ref().and_then(|text| text.as_ref().ok().map(|text| text.version.clone()))
        })
    });
    view! {
        {words().chinese_binds.map(|words| view! { <p class="lead">{words}</p> })}
        <div class="scroll-text" tabindex="0" role="region" aria-label=words().disclaimer>
            {paragraphs(TextKind::Disclaimer, text)}
        </div>
        {move || version.get().map(|version| consent_form(road, version, in_dialog))}
    }
    .into_any()
}

/// The box to tick, and the button that keeps the version that was agreed to and goes on.
fn consent_form(road: Road, version: String, in_dialog: bool) -> AnyView {
    let ticked = RwSignal::new(untrack(|| road.wizard.agreed()));
    let error = RwSignal::new(None::<String>);
    let on_change = Callback::new(move |on| {
        ticked.set(on);
        error.set(None);
    });
    let go_on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !ticked.get_untracked() {
            error.set(Some(words::at_door().disclaimer_missing.to_owned()));
            return platform::focus(&control_id("disclaimer"));
        }
        road.wizard.set(Field::Disclaimer, &version);
        road.go(&Route::Apply);
    };
    let class = if in_dialog { "actions actions-plain" } else { "actions" };
    view! {
        <form novalidate on:submit=go_on>
            <div class=class>
                <Consent name="disclaimer" checked=ticked.into() error=error.into() on_change>
                    {words::at_door().disclaimer_agree}
                </Consent>
                <button type="submit" class="button button-primary">{words::at_door().disclaimer_confirm}</button>
            </div>
        </form>
    }
    .into_any()
}
