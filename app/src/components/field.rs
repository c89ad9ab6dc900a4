//! A question and its answer: label, control, hint, error, advice.

pub mod date;
pub mod password;
mod typing;

use leptos::prelude::*;

pub use self::{date::DateField, password::PasswordField, typing::Typing};
use super::{
    aloud::{self, Aloud},
    grouped::Grouped,
    reading::{self, Seen},
};
use crate::platform;

/// One question, as every control takes it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The wire name: the control's id is made from it.
    pub name: &'static str,
    /// The label: the accessible name, to the character.
    pub label: &'static str,
    /// Whether it has to be answered.
    pub required: bool,
    /// Whether it is asked on the screen as it is; in 长辈版 the others wait for their turn.
    pub shown: Signal<bool>,
    /// All questions have just been judged at once: what is wrong with each is not announced beside the summary.
    pub quiet: Signal<bool>,
    /// How it is read out.
    pub aloud: Aloud,
    /// The hint says who the person is: it is not read out with the page.
    pub hint_is_private: bool,
    /// A word of help, empty where none is needed.
    pub hint: Signal<String>,
    /// The answer.
    pub text: Signal<String>,
    /// The answer as it is read, in groups, where the line itself does not show it so well.
    pub groups: Signal<Vec<String>>,
    /// What becomes of a text that is pasted.
    pub on_paste: Callback<String, String>,
    /// What blocks.
    pub error: Signal<Option<String>>,
    /// What is advised.
    pub advice: Signal<Option<String>>,
    /// What a picture tells of the answer.
    pub seen: Signal<Seen>,
    /// The person takes what the picture tells.
    pub on_take: Callback<()>,
    /// A new answer. Called with `try_run`, like the next: a control that is taken off the page still loses the focus, and by
    /// then its page may be gone.
    pub on_input: Callback<String>,
    /// The person has left the control.
    pub on_leave: Callback<()>,
}

impl Question {
    /// The id of the control.
    #[must_use]
    pub fn id(&self) -> String {
        control_id(self.name)
    }

    fn note_id(&self) -> String {
        ["note-", self.name].concat()
    }

    fn seen_id(&self) -> String {
        ["seen-", self.name].concat()
    }

    /// What is told about it: what blocks, or what is advised, or a word of help; and what a picture tells.
    pub(super) fn told(&self) -> Vec<String> {
        let note =
            self.error.get().or_else(|| self.advice.get()).unwrap_or_else(|| self.hint.get());
        let seen = self.seen.with(|seen| {
            let said = seen.lines.iter().map(|line| [line.words.as_str(), &line.quote].concat());
            said.collect::<Vec<_>>()
        });
        std::iter::once(note).chain(seen).collect()
    }

    /// The ids of all that is said about the answer.
    pub(super) fn described_by(&self) -> String {
        [self.note_id(), self.seen_id()].join(" ")
    }

    pub(super) fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).then_some("true"))
    }
}

/// The id of the control of a wire name.
#[must_use]
pub fn control_id(name: &str) -> String {
    ["field-", name].concat()
}

/// Label, control and notes in one cell.
pub(super) fn cell(question: Question, control: AnyView) -> AnyView {
    let Question { label, required, shown, error, seen, on_take, .. } = question;
    let class = if required { "cell-label cell-required" } else { "cell-label" };
    view! {
        <div
            class="cell"
            hidden=move || !shown.get()
            class:cell-faulty=move || error.with(Option::is_some)
            class:cell-unread=move || seen.with(Seen::is_unread)
        >
            <div class=class>
                <label id=["label-", question.name].concat() for=question.id()>{label}</label>
                {(!required).then(|| view! { <span class="cell-optional">{crate::words().optional}</span> })}
                {aloud::button(label, question.aloud, move || question.told())}
            </div>
            <div class="cell-body">{control}</div>
            // What is wrong stands next to what was typed, before what a picture tells.
            {notes(question)}
            {reading::told(question.seen_id(), seen, false, on_take)}
        </div>
    }
    .into_any()
}

/// How what comes into the words under a control is announced.
pub(super) fn live(quiet: Signal<bool>) -> &'static str {
    if quiet.get() { "off" } else { "polite" }
}

/// The words under a control. The element stays, so that a screen reader hears what comes into it.
pub(super) fn notes(question: Question) -> AnyView {
    let Question { hint, error, advice, hint_is_private, quiet, .. } = question;
    let note = move || {
        let told = error.get().map(|words| ("note note-error", false, words));
        let told = told.or_else(|| Some(("note note-advice", false, advice.get()?)));
        told.or_else(|| Some(("note note-hint", hint_is_private, hint.get())))
            .filter(|(_, _, words)| !words.is_empty())
    };
    view! {
        <div class="cell-notes" id=question.note_id() aria-live=move || live(quiet)>
            {move || note().map(|(class, is_private, words)| view! {
                <p class=class data-silent=is_private.then_some("")>{words}</p>
            })}
        </div>
    }
    .into_any()
}

/// Takes what stands in a control. What is typed is told by `input`; what a browser or a password manager fills in may be told
/// by `change` alone, or be there only when the control is left. What is known already is no answer: a fault that was told stays.
fn take(event: &web_sys::Event, text: Signal<String>, on_input: Callback<String>) {
    let value = event_target_value(event);
    // By the time that a control is left its page may be gone.
    if text.try_with_untracked(|text| *text == value) == Some(false) {
        on_input.try_run(value);
    }
}

/// One line of text.
#[component]
pub fn TextField(
    question: Question,
    typing: Typing,
    /// What stands beside the control.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Question { text, groups, on_input, on_paste, on_leave, required, .. } = question;
    let input = view! {
        <input
            class="control"
            id=question.id()
            name=question.name
            type=typing.kind
            inputmode=typing.inputmode
            autocomplete=typing.autocomplete
            autocapitalize=typing.autocapitalize
            spellcheck="false"
            enterkeyhint=typing.enterkeyhint
            placeholder=typing.placeholder
            aria-required=required.then_some("true")
            aria-invalid=question.invalid()
            aria-describedby=question.described_by()
            prop:value=text
            on:input=move |event| take(&event, text, on_input)
            on:change=move |event| take(&event, text, on_input)
            on:paste=move |event| platform::paste_as(&event, |text| on_paste.run(text))
            on:blur=move |event| {
                take(&event, text, on_input);
                on_leave.try_run(());
            }
        />
    };
    let control = match children {
        Some(beside) => {
            view! { <div class="control-row"><div class="control-beside">{input}</div>{beside()}</div> }
                .into_any()
        }
        None => input.into_any(),
    };
    let control = view! {
        {control}
        {move || {
            let groups = groups.get();
            (!groups.is_empty()).then(|| view! { <p class="echo" aria-hidden="true"><Grouped groups/></p> })
        }}
    };
    cell(question, control.into_any())
}

/// Several lines of text.
#[component]
pub fn AreaField(question: Question, typing: Typing) -> impl IntoView {
    let Question { text, on_input, on_paste, on_leave, required, .. } = question;
    let control = view! {
        <textarea
            class="control control-area"
            id=question.id()
            name=question.name
            rows="2"
            inputmode=typing.inputmode
            autocomplete=typing.autocomplete
            autocapitalize=typing.autocapitalize
            spellcheck="false"
            enterkeyhint=typing.enterkeyhint
            placeholder=typing.placeholder
            aria-required=required.then_some("true")
            aria-invalid=question.invalid()
            aria-describedby=question.described_by()
            prop:value=text
            on:input=move |event| take(&event, text, on_input)
            on:change=move |event| take(&event, text, on_input)
            on:paste=move |event| platform::paste_as(&event, |text| on_paste.run(text))
            on:blur=move |event| {
                take(&event, text, on_input);
                on_leave.try_run(());
            }
        ></textarea>
    };
    cell(question, control.into_any())
}
