//! A day of the calendar: typed as eight digits or pasted in any form, read as 2020年03月01日, or picked in the browser's own calendar.
//!
//! The browser's own control for dates shows them as the browser's maker writes them, and takes nothing that is pasted.

use leptos::{html, prelude::*};
use sscard_shared::date;

use super::{Question, Typing, cell};
use crate::{platform, words};

/// A day of the calendar, or the word that stands for no end.
#[component]
pub fn DateField(
    question: Question,
    typing: Typing,
    /// What is taken in place of a date, and the word beside its checkbox.
    #[prop(optional)]
    or: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let Question { text, on_input, on_paste, on_leave, required, .. } = question;
    let endless = Memo::new(move |_| or.is_some_and(|(value, _)| text.with(|text| text == value)));
    // What is being typed stays as it is until the person has left the control; only then is it written as it is read.
    let typed = RwSignal::new(None::<String>);
    let shown = move || match typed.get() {
        Some(typed) => typed,
        None if endless.get() => String::new(),
        None => text.with(|text| words::day_as_typed(text)),
    };
    // By the time that a control is left its page may be gone, and nothing is left to be told.
    let is_known = move |value: &str| match typed.try_get_untracked() {
        Some(Some(typed)) => typed == value,
        Some(None) => {
            text.try_with_untracked(|text| words::day_as_typed(text) == value) != Some(false)
        }
        None => true,
    };
    // What a browser fills in may be told by `change` alone, or be there only when the control is left.
    let take = move |value: String| {
        if !is_known(&value) {
            on_input.try_run(value.clone());
            typed.try_set(Some(value));
        }
    };
    let leave = move |event: leptos::ev::FocusEvent| {
        take(event_target_value(&event));
        on_leave.try_run(());
        typed.try_set(None);
    };
    let control = view! {
        <div class="control-row">
            <div class="date">
                <input
                    class="control control-date"
                    id=question.id()
                    name=question.name
                    type="text"
                    inputmode=typing.inputmode
                    autocomplete=typing.autocomplete
                    autocapitalize=typing.autocapitalize
                    spellcheck="false"
                    enterkeyhint=typing.enterkeyhint
                    placeholder=move || if endless.get() { "" } else { typing.placeholder }
                    disabled=endless
                    aria-required=required.then_some("true")
                    aria-invalid=question.invalid()
                    aria-describedby=question.described_by()
                    prop:value=shown
                    on:input=move |event| take(event_target_value(&event))
                    on:change=move |event| take(event_target_value(&event))
                    on:paste=move |event| platform::paste_as(&event, |text| on_paste.run(text))
                    on:blur=leave
                />
                {calendar(question, endless)}
            </div>
            {or.map(|or| endless_tick(question, or, endless))}
        </div>
    };
    cell(question, control.into_any())
}

/// The button that opens the browser's calendar, and the control of the browser's that the calendar belongs to: seen and reached by nobody.
fn calendar(question: Question, disabled: Memo<bool>) -> AnyView {
    let Question { label, text, on_input, on_leave, .. } = question;
    let native = NodeRef::<html::Input>::new();
    // Whatever is no day of the calendar, this control would refuse with a complaint.
    let day = move || text.with(|text| date::parse(text).map(date::iso).unwrap_or_default());
    let open = move |_| {
        if let Some(native) = native.get_untracked() {
            platform::show_picker(&native);
        }
    };
    let pick = move |event| {
        on_input.try_run(event_target_value(&event));
        on_leave.try_run(());
    };
    view! {
        <button
            type="button"
            class="date-open"
            aria-label=words::open_calendar(label)
            disabled=disabled
            on:click=open
        >
            <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path
                    d="M5 5h14a1.5 1.5 0 0 1 1.5 1.5v12A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-12A1.5 1.5 0 0 1 5 5zM3.5 10h17M8 2.5v5M16 2.5v5"
                    fill="none"
                    stroke="currentColor"
                    stroke-width="1.6"
                    stroke-linecap="round"
                />
            </svg>
        </button>
        <input
            node_ref=native
            class="date-native"
            type="date"
            min="1900-01-01"
            max="2099-12-31"
            tabindex="-1"
            aria-hidden="true"
            prop:value=day
            on:change=pick
        />
    }
    .into_any()
}

fn endless_tick(
    question: Question,
    (value, word): (&'static str, &'static str),
    endless: Memo<bool>,
) -> AnyView {
    let Question { on_input, on_leave, .. } = question;
    view! {
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=endless
                on:change=move |event| {
                    on_input.try_run(if event_target_checked(&event) { value.to_owned() } else { String::new() });
                    on_leave.try_run(());
                }
            />
            <span>{word}</span>
        </label>
    }
    .into_any()
}
