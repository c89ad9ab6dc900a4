//! The frame of the four steps: where the person is, what stands in the way, and the way on.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use sscard_shared::{field::Field, step::Step};

use super::{Road, form, questions::Place};
use crate::{
    components::{
        error_summary::ErrorSummary, field::control_id, notice::Problem, stepper::Stepper,
    },
    language::language,
    platform,
    routes::Route,
    wizard::groups,
    words,
};

/// How long a new question lies still before it can be left: what is pressed sooner is the second half of a double tap.
const STILL_MS: u32 = 500;

/// How long browsers may take to tell a screen reader what has changed.
const QUIET_MS: u32 = 1_000;

/// A step's page around its questions.
pub fn step_page(step: Step, lead: &'static str, questions: AnyView) -> AnyView {
    let road = Road::here();
    let titles = Step::ALL.map(|step| step.title_in(language())).to_vec();
    let current = Step::ALL.iter().position(|one| *one == step).unwrap_or_default();
    let place = Memo::new(move |_| road.place(step));
    let fresh = begin_questions(road, place);
    let held_up = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let waits = held_up.get() && road.wizard.is_preparing(step.fields());
        waits.then(|| words().pictures_in_preparation.to_owned())
    });
    let led = move || !lead.is_empty() && place.get().is_none_or(|place| place.at == 0);
    view! {
        <Stepper titles current/>
        <h1>{step.title_in(language())}</h1>
        {move || place.get().map(|Place { at, of, .. }| view! { <p class="question-place" id="question">{words::question_place(at + 1, of)}</p> })}
        {move || led().then(|| view! { <p class="lead">{lead}</p> })}
        {summary(road, move || road.fields_asked(step).to_vec())}
        <form
            novalidate
            autocomplete="on"
            on:keydown=|event| platform::enter_goes_on(&event)
            on:submit=move |event| {
                event.prevent_default();
                if !fresh.get_untracked() {
                    go_on(road, step, place.get_untracked(), held_up);
                }
            }
        >
            {questions}
            <Problem words=problem/>
            {actions(road, place, fresh)}
        </form>
    }
    .into_any()
}

/// The buttons at the end of a step or of a question.
fn actions(road: Road, place: Memo<Option<Place>>, fresh: RwSignal<bool>) -> AnyView {
    let word = move || match place.get() {
        Some(place) if !place.is_last() => words().next_question,
        _ => words().go_on,
    };
    let back = move || place.get().is_some_and(|place| place.at > 0);
    let go_back = move |_| {
        if !fresh.get_untracked() {
            road.nav.previous_question();
        }
    };
    let is_fresh = move || fresh.get().then_some("true");
    view! {
        <div class="actions" class:actions-both=back>
            {move || back().then(|| view! {
                <button type="button" class="button" aria-disabled=is_fresh on:click=go_back>{words().previous_question}</button>
            })}
            // The focus stays where it is until the tap is over: leaving a field can bring words under it, and the button
            // would move away from under the finger.
            <button
                type="submit"
                class="button button-primary"
                aria-disabled=is_fresh
                on:mousedown=|event| event.prevent_default()
            >
                {word}
            </button>
        </div>
    }
    .into_any()
}

/// Each question begins at its top, without what was said of another, and lies still for a moment.
fn begin_questions(road: Road, place: Memo<Option<Place>>) -> RwSignal<bool> {
    let fresh = RwSignal::new(false);
    let still = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |before: Option<Option<usize>>| {
        let at = place.get().map(|place| place.at);
        if at.is_some() && before != Some(at) {
            fresh.set(true);
            let settled = Timeout::new(STILL_MS, move || {
                fresh.try_set(false);
            });
            still.try_set_value(Some(settled));
        }
        // The first is begun with the page.
        if before.is_some_and(|before| before != at) && at.is_some() {
            road.reader.stop();
            platform::begin_question();
        }
        at
    });
    fresh
}

/// The summary of what blocks among these fields. It appears when the person wants to go on, and shrinks as they mend.
pub(super) fn summary(
    road: Road,
    fields: impl Fn() -> Vec<Field> + Send + Sync + 'static,
) -> AnyView {
    let wizard = road.wizard;
    let wanted = wizard.wanted_on;
    let lines = Memo::new(move |_| {
        let shown = if wanted.get() { wizard.shown_errors(&fields()) } else { Vec::new() };
        shown.into_iter().map(|(field, words)| (field.name(), words)).collect::<Vec<_>>()
    });
    let on_follow = Callback::new(move |name: String| {
        let field = Field::from_name(&name);
        platform::focus(&field.map_or_else(|| control_id(&name), form::place_of));
    });
    view! { <ErrorSummary lines=lines.into() on_follow/> }.into_any()
}

/// Lets the summary speak for all fields while their faults come up.
pub(super) fn hush(road: Road) {
    let quiet = road.wizard.quiet;
    quiet.set(true);
    let over = Timeout::new(QUIET_MS, move || {
        quiet.try_set(false);
    });
    over.forget();
}

/// Goes on when nothing blocks; otherwise to the first field that does. A picture that is being prepared is waited for: leaving the page would
/// end its preparation.
fn go_on(road: Road, step: Step, place: Option<Place>, held_up: RwSignal<bool>) {
    let asked_now = place.filter(|place| !place.is_last());
    let fields = match asked_now {
        Some(place) => place.fields.to_vec(),
        None => untrack(|| road.wizard.with_draft(|draft| groups::asked_fields(step, draft))),
    };
    held_up.set(untrack(|| road.wizard.is_preparing(&fields)));
    if held_up.get_untracked() {
        return;
    }
    if let Some(first) = road.wizard.ask(&fields) {
        road.wizard.wanted_on.set(true);
        hush(road);
        road.bring(first);
        return;
    }
    if asked_now.is_some() {
        road.wizard.wanted_on.set(false);
        road.nav.next_question();
        return;
    }
    let mending = road.wizard.mending.get_untracked();
    let next = step.next().filter(|_| !mending).map_or(Route::Check, Route::Step);
    road.go(&next);
}
