//! By radical: first how many strokes it has, then which it is, then how many strokes stand beside it.

use std::sync::Arc;

use leptos::prelude::*;
use sscard_shared::{
    language::Language,
    rare::{Form, Radicals},
};

use super::{Table, candidates};
use crate::{
    components::notice::{Missed, Waiting},
    platform, words,
};

/// What is scrolled to when the way goes on beneath it.
const REMAINING_LABEL: &str = "label-rare-remaining";

/// What the person has told of the character so far.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// Strokes of the radical.
    strokes: RwSignal<Option<u8>>,
    /// The radical, in the form in which it was chosen.
    form: RwSignal<Option<Form>>,
    /// Strokes beside it.
    remaining: RwSignal<Option<u8>>,
}

/// The part of the dialog that is folded until somebody wants it: only then the table is fetched.
pub(super) fn by_radical(
    table: Signal<Table>,
    on_want: Callback<()>,
    on_choose: Callback<char>,
) -> AnyView {
    let unfolded = RwSignal::new(false);
    let toggled = move |event: leptos::ev::Event| {
        let is_open = event_target::<web_sys::Element>(&event).has_attribute("open");
        unfolded.set(is_open);
        if is_open {
            on_want.run(());
        }
    };
    let content = move || match table.get() {
        Table::Unasked | Table::Loading => view! { <Waiting/> }.into_any(),
        Table::Missed(problem) => view! { <Missed problem on_retry=on_want/> }.into_any(),
        Table::Here(radicals) => chooser(StoredValue::new(radicals), on_choose),
    };
    view! {
        <details class="rare-radicals" on:toggle=toggled>
            <summary>{words().rare.by_radical}</summary>
            <div class="rare-steps">{move || unfolded.get().then(content)}</div>
        </details>
    }
    .into_any()
}

fn chooser(radicals: StoredValue<Arc<Radicals>>, on_choose: Callback<char>) -> AnyView {
    let told = Told {
        strokes: RwSignal::new(None),
        form: RwSignal::new(None),
        remaining: RwSignal::new(None),
    };
    let Told { strokes, form, remaining } = told;
    let choose_strokes = Callback::new(move |chosen| {
        form.set(None);
        remaining.set(None);
        strokes.set(chosen);
    });
    let choose_remaining = Callback::new(move |chosen| {
        remaining.set(chosen);
        // What is found stands beneath.
        platform::bring_up(REMAINING_LABEL);
    });
    let found = Memo::new(move |_| {
        let (form, remaining) = (form.get()?, remaining.get()?);
        Some(radicals.with_value(|radicals| radicals.characters(form.radical(), remaining)))
    });
    let count = move || {
        found.with(|found| found.as_ref().map(|found| words::characters_found(found.len())))
    };
    view! {
        {number("rare-strokes", words().rare.radical_strokes, radicals.with_value(|all| all.strokes()), choose_strokes)}
        {move || strokes.get().map(|strokes| forms(radicals, strokes, told))}
        {move || form.get().map(|form| {
            let choices = radicals.with_value(|all| all.remaining(form.radical()));
            number("rare-remaining", words().rare.remaining_strokes, choices, choose_remaining)
        })}
        <p class="finder-count" role="status">{count}</p>
        {move || found.get().map(|found| view! {
            {candidates(found, on_choose)}
            <p class="note">{words().rare.try_near}</p>
        })}
    }
    .into_any()
}

/// A number of strokes, of those that there are.
fn number(
    id: &'static str,
    label: &'static str,
    choices: Vec<u8>,
    on_choose: Callback<Option<u8>>,
) -> AnyView {
    let option = |strokes: u8| view! { <option value=strokes.to_string()>{words::strokes(strokes)}</option> };
    view! {
        <label class="rare-label" id=["label-", id].concat() for=id>{label}</label>
        <select
            class="control control-select"
            id=id
            on:change=move |event| on_choose.run(event_target_value(&event).parse().ok())
        >
            <option value="">{words().choose}</option>
            {choices.into_iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

/// The forms of radicals with so many strokes, each with the radical's name where it goes by another form. The chosen one stands alone, so
/// that the way on is in sight.
fn forms(radicals: StoredValue<Arc<Radicals>>, strokes: u8, told: Told) -> AnyView {
    let button = |form: Form| {
        let chosen = move || if told.form.get() == Some(form) { "true" } else { "false" };
        let choose = move |_| {
            told.remaining.set(None);
            // Pressed once more it is let go, and the others come back.
            told.form.update(|chosen| *chosen = chosen.is_none().then_some(form));
        };
        let is_aside = move || told.form.get().is_some_and(|chosen| chosen != form);
        let name = (form.name() != form.character()).then(|| form.name().to_string());
        view! {
            <button type="button" class="rare-form" lang=Language::ZhCn.tag() aria-pressed=chosen hidden=is_aside on:click=choose>
                <span>{form.character().to_string()}</span>
                {name.map(|name| view! { " "<span class="rare-form-name">{name}</span> })}
            </button>
        }
    };
    let all = radicals.with_value(|radicals| radicals.forms(strokes).collect::<Vec<_>>());
    view! {
        <div class="rare-forms" role="group" aria-label=words().rare.radical>
            {all.into_iter().map(button).collect_view()}
        </div>
        {move || told.form.get().map(|_| view! { <p class="note">{words().rare.change_radical}</p> })}
    }
    .into_any()
}
