//! The button that has a question read out.

use leptos::prelude::*;

use crate::words;

/// How a question is read out.
#[derive(Clone, Copy, Debug)]
pub struct Aloud {
    /// Whether the person wants such a button.
    pub shown: Signal<bool>,
    /// Pressed; with what is told about the question: hints and faults.
    pub on_press: Callback<Vec<String>>,
}

/// The button, while it is wanted. The label makes its name: a page has many of them.
pub fn button(
    label: &'static str,
    aloud: Aloud,
    told: impl Fn() -> Vec<String> + Copy + Send + Sync + 'static,
) -> AnyView {
    let press = move |_| {
        aloud.on_press.try_run(untrack(told));
    };
    let button = move || {
        view! {
            <button type="button" class="link aloud" aria-label=words::read_question(label) on:click=press>
                {words().read_question}
            </button>
        }
    };
    view! { {move || aloud.shown.get().then(button)} }.into_any()
}
