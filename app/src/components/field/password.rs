//! A password: hidden until its owner wants to see it, and left exactly as it is typed.

use leptos::prelude::*;

use super::{Question, cell, take};
use crate::words;

/// One line that is hidden.
#[component]
pub fn PasswordField(
    question: Question,
    /// `current-password`, `new-password`, or `off`.
    autocomplete: &'static str,
) -> impl IntoView {
    let Question { text, on_input, on_leave, .. } = question;
    let shown = RwSignal::new(false);
    let control = view! {
        <div class="control-row">
            <div class="control-beside">
                <input
                    class="control"
                    id=question.id()
                    name=question.name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=words().jingtong.type_here
                    aria-required="true"
                    aria-invalid=question.invalid()
                    aria-describedby=question.described_by()
                    prop:value=text
                    on:input=move |event| take(&event, text, on_input)
                    on:change=move |event| take(&event, text, on_input)
                    on:blur=move |event| {
                        take(&event, text, on_input);
                        on_leave.try_run(());
                    }
                />
            </div>
            <button
                type="button"
                class="button button-small"
                aria-pressed=move || if shown.get() { "true" } else { "false" }
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {words().account.show_password}
            </button>
        </div>
    };
    cell(question, control.into_any())
}
