//! Choosing among a few or among many.

use leptos::prelude::*;

use super::{
    aloud,
    field::{Question, cell, notes},
};
use crate::{components::field::control_id, language::lang_of};

/// What can be chosen: a code and its word.
pub type Options = Vec<(String, String)>;

/// One out of many, in the browser's own list.
#[component]
pub fn SelectField(
    question: Question,
    placeholder: &'static str,
    options: Signal<Options>,
) -> impl IntoView {
    let Question { text, error, on_input, on_leave, required, .. } = question;
    let list = move || {
        let chosen = text.get();
        let option = |(code, name): (String, String)| {
            let selected = code == chosen;
            let lang = lang_of(&name);
            view! { <option value=code lang=lang prop:selected=selected>{name}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    let control = view! {
        <select
            class="control control-select"
            class:control-empty=move || text.with(String::is_empty)
            id=question.id()
            name=question.name
            autocomplete="off"
            aria-required=required.then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=question.described_by()
            on:change=move |event| {
                on_input.try_run(event_target_value(&event));
                on_leave.try_run(());
            }
        >
            <option value="" disabled=required prop:selected=move || text.with(String::is_empty)>{placeholder}</option>
            {list}
        </select>
    };
    cell(question, control.into_any())
}

/// One out of a few, all of them in sight.
#[component]
pub fn RadioField(question: Question, options: Vec<RadioOption>) -> impl IntoView {
    let Question { name, label, shown, text, error, on_input, on_leave, required, .. } = question;
    let label_id = ["label-", name].concat();
    let named_by = label_id.clone();
    let choices = StoredValue::new(options.clone());
    // Somebody who only listens has to hear what there is to choose.
    let told = move || {
        let said = |option: &RadioOption| [option.word, "：", option.detail.get()].concat();
        let choices = choices.with_value(|choices| choices.iter().map(said).collect::<Vec<_>>());
        [question.told(), choices].concat()
    };
    let choice = move |(index, option): (usize, RadioOption)| {
        let RadioOption { code, word, detail, closed } = option;
        // The group's id is the first choice's, so that a link to the question lands on something that can be chosen.
        let id =
            if index == 0 { control_id(name) } else { [&control_id(name), "-", code].concat() };
        let detail_id = [&id, "-detail"].concat();
        view! {
            <div class="radio" class:radio-closed=closed>
                <label class="tick"><input
                    type="radio"
                    id=id
                    name=name
                    value=code
                    aria-describedby=detail_id.clone()
                    disabled=closed
                    prop:checked=move || text.with(|text| text == code)
                    on:change=move |_| {
                        on_input.try_run(code.to_owned());
                        on_leave.try_run(());
                    }
                />
                <span>{word}</span></label>
                <p class="radio-detail" id=detail_id>{detail}</p>
            </div>
        }
    };
    view! {
        <div
            class="cell"
            hidden=move || !shown.get()
            class:cell-faulty=move || error.with(Option::is_some)
            role="radiogroup"
            aria-labelledby=named_by
            aria-describedby=["note-", name].concat()
            aria-required=required.then_some("true")
        >
            <div class="cell-label cell-required"><span id=label_id>{label}</span>{aloud::button(label, question.aloud, told)}</div>
            <div class="radios">{options.into_iter().enumerate().map(choice).collect_view()}</div>
            {notes(question)}
        </div>
    }
    .into_any()
}

/// One choice of a radio group.
#[derive(Clone, Copy, Debug)]
pub struct RadioOption {
    /// The code.
    pub code: &'static str,
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub detail: Signal<&'static str>,
    /// Whether it is closed to this person.
    pub closed: Signal<bool>,
}

/// A consent: a box to tick and the sentence that it stands for.
#[component]
pub fn Consent(
    name: &'static str,
    checked: Signal<bool>,
    error: Signal<Option<String>>,
    on_change: Callback<bool>,
    children: Children,
) -> impl IntoView {
    let note_id = ["note-", name].concat();
    view! {
        <div class="consent" class:cell-faulty=move || error.with(Option::is_some)>
            <label class="tick tick-consent">
                <input
                    type="checkbox"
                    id=control_id(name)
                    name=name
                    aria-required="true"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=note_id.clone()
                    prop:checked=checked
                    on:change=move |event| { on_change.try_run(event_target_checked(&event)); }
                />
                <span>{children()}</span>
            </label>
            <div class="cell-notes" id=note_id aria-live="polite">
                {move || error.get().map(|words| view! { <p class="note note-error">{words}</p> })}
            </div>
        </div>
    }
    .into_any()
}
