//! The frame of the four steps: where the person is, what stands in the way, and the way on.

use leptos::prelude::*;
use sscard_shared::{field::Field, step::Step};

use super::Road;
use crate::{
    components::{error_summary::ErrorSummary, field::control_id, stepper::Stepper},
    platform,
    routes::Route,
    words,
};

/// A step's page around its questions.
pub fn step_page(step: Step, lead: &'static str, questions: AnyView) -> AnyView {
    let road = Road::here();
    let titles = Step::ALL.map(Step::title).to_vec();
    let current = Step::ALL.iter().position(|one| *one == step).unwrap_or_default();
    view! {
        <Stepper titles current/>
        <h1>{step.title()}</h1>
        {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
        {summary(road, step.fields())}
        <form
            novalidate
            autocomplete="on"
            on:submit=move |event| {
                event.prevent_default();
                go_on(road, step);
            }
        >
            {questions}
            <div class="actions">
                // The focus stays where it is until the tap is over: leaving a field can bring words under it, and the button
                // would move away from under the finger.
                <button type="submit" class="button button-primary" on:mousedown=|event| event.prevent_default()>
                    {words().go_on}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The summary of what blocks among these fields. It appears when the person wants to go on, and shrinks as they mend.
pub fn summary(road: Road, fields: &'static [Field]) -> AnyView {
    let wizard = road.wizard;
    let wanted = wizard.wanted_on;
    let lines = Memo::new(move |_| {
        let shown = if wanted.get() { wizard.shown_errors(fields) } else { Vec::new() };
        shown.into_iter().map(|(field, words)| (field.name(), words)).collect::<Vec<_>>()
    });
    let on_follow = Callback::new(|id: String| platform::focus(&id));
    view! { <ErrorSummary lines=lines.into() on_follow/> }.into_any()
}

/// Goes on when nothing blocks; otherwise to the first field that does.
fn go_on(road: Road, step: Step) {
    if let Some(first) = road.wizard.ask(step.fields()) {
        road.wizard.wanted_on.set(true);
        platform::focus(&control_id(first.name()));
        return;
    }
    let mending = road.wizard.mending.get_untracked();
    let next = step.next().filter(|_| !mending).map_or(Route::Check, Route::Step);
    road.go(&next);
}
