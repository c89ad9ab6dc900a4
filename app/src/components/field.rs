//! A question and its answer: label, control, hint, error, advice.

use leptos::prelude::*;

use super::reading::{self, Seen};

/// One question, as every control takes it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The wire name: the control's id is made from it.
    pub name: &'static str,
    /// The label: the accessible name, to the character.
    pub label: &'static str,
    /// Whether it has to be answered.
    pub required: bool,
    /// A word of help, empty where none is needed.
    pub hint: Signal<String>,
    /// The answer.
    pub text: Signal<String>,
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

    /// The ids of all that is said about the answer.
    pub(super) fn described_by(&self) -> String {
        [self.note_id(), self.seen_id()].join(" ")
    }

    fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).then_some("true"))
    }
}

/// The id of the control of a wire name.
#[must_use]
pub fn control_id(name: &str) -> String {
    ["field-", name].concat()
}

/// How a line of text is typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typing {
    /// `text`, `tel`, …
    pub kind: &'static str,
    /// Which keyboard a phone shows.
    pub inputmode: &'static str,
    /// What the browser may fill in by itself.
    pub autocomplete: &'static str,
    /// The word on the keyboard's return key.
    pub enterkeyhint: &'static str,
    /// The example in the empty control.
    pub placeholder: &'static str,
    /// The most UTF-16 units that can be typed.
    pub maxlength: u32,
}

impl Typing {
    /// Plain text.
    pub const PLAIN: Self = Self {
        kind: "text",
        inputmode: "text",
        autocomplete: "off",
        enterkeyhint: "next",
        placeholder: "",
        maxlength: 200,
    };
}

/// Label, control and notes in one cell.
pub(super) fn cell(question: Question, control: AnyView) -> AnyView {
    let Question { label, required, hint, error, advice, seen, on_take, .. } = question;
    let class = if required { "cell-label cell-required" } else { "cell-label" };
    view! {
        <div
            class="cell"
            class:cell-faulty=move || error.with(Option::is_some)
            class:cell-unread=move || seen.with(Seen::is_unread)
        >
            <div class=class>
                <label id=["label-", question.name].concat() for=question.id()>{label}</label>
                {(!required).then(|| view! { <span class="cell-optional">{crate::words().optional}</span> })}
            </div>
            <div class="cell-body">{control}</div>
            {reading::told(question.seen_id(), seen, false, on_take)}
            {notes(question.note_id(), hint, error, advice)}
        </div>
    }
    .into_any()
}

/// The words under a control. The element stays, so that a screen reader hears what comes into it.
pub(super) fn notes(
    id: String,
    hint: Signal<String>,
    error: Signal<Option<String>>,
    advice: Signal<Option<String>>,
) -> AnyView {
    let note = move || {
        error.get().map(|words| ("note note-error", words)).or_else(|| {
            advice.get().map(|words| ("note note-advice", words)).or_else(|| {
                let hint = hint.get();
                (!hint.is_empty()).then_some(("note note-hint", hint))
            })
        })
    };
    view! {
        <div class="cell-notes" id=id aria-live="polite">
            {move || note().map(|(class, words)| view! { <p class=class>{words}</p> })}
        </div>
    }
    .into_any()
}

/// One line of text.
#[component]
pub fn TextField(question: Question, typing: Typing) -> impl IntoView {
    let Question { text, on_input, on_leave, required, .. } = question;
    let control = view! {
        <input
            class="control"
            id=question.id()
            name=question.name
            type=typing.kind
            inputmode=typing.inputmode
            autocomplete=typing.autocomplete
            enterkeyhint=typing.enterkeyhint
            placeholder=typing.placeholder
            maxlength=typing.maxlength
            aria-required=required.then_some("true")
            aria-invalid=question.invalid()
            aria-describedby=question.described_by()
            prop:value=text
            on:input=move |event| { on_input.try_run(event_target_value(&event)); }
            on:blur=move |_| { on_leave.try_run(()); }
        />
    };
    cell(question, control.into_any())
}

/// Several lines of text.
#[component]
pub fn AreaField(question: Question, typing: Typing) -> impl IntoView {
    let Question { text, on_input, on_leave, required, .. } = question;
    let control = view! {
        <textarea
            class="control control-area"
            id=question.id()
            name=question.name
            rows="2"
            autocomplete=typing.autocomplete
            placeholder=typing.placeholder
            maxlength=typing.maxlength
            aria-required=required.then_some("true")
            aria-invalid=question.invalid()
            aria-describedby=question.described_by()
            prop:value=text
            on:input=move |event| { on_input.try_run(event_target_value(&event)); }
            on:blur=move |_| { on_leave.try_run(()); }
        ></textarea>
    };
    cell(question, control.into_any())
}

/// A day of the calendar, or the word that stands for no end.
#[component]
pub fn DateField(
    question: Question,
    /// The word that is taken in place of a date, with its checkbox beside the control.
    #[prop(optional)]
    or: Option<&'static str>,
) -> impl IntoView {
    let Question { text, on_input, on_leave, required, .. } = question;
    let endless = Memo::new(move |_| or.is_some_and(|word| text.with(|text| text == word)));
    let shown = move || if endless.get() { String::new() } else { text.get() };
    let control = view! {
        <div class="control-row">
            <input
                class="control control-date"
                class:control-empty=move || text.with(String::is_empty)
                id=question.id()
                name=question.name
                type="date"
                min="1900-01-01"
                max="2099-12-31"
                autocomplete="off"
                disabled=endless
                aria-required=required.then_some("true")
                aria-invalid=question.invalid()
                aria-describedby=question.described_by()
                prop:value=shown
                on:input=move |event| { on_input.try_run(event_target_value(&event)); }
                on:blur=move |_| { on_leave.try_run(()); }
            />
            {or.map(|word| view! {
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=endless
                        on:change=move |event| {
                            on_input.try_run(if event_target_checked(&event) { word.to_owned() } else { String::new() });
                            on_leave.try_run(());
                        }
                    />
                    <span>{word}</span>
                </label>
            })}
        </div>
    };
    cell(question, control.into_any())
}
