//! Choosing one out of hundreds, where the browser's own list would be a long way to scroll: a cell that opens a sheet, and in the
//! sheet a list to go through by finger or by arrow keys. What stands above the list to narrow it is its owner's.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{
    dialog::{Dialog, Stand},
    field::{Question, cell},
};
use crate::language::lang_of;

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// What the answer becomes.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What tells it from others of the name.
    pub details: Vec<String>,
}

/// The cell, and the sheet that it opens.
#[component]
pub fn Picker(
    question: Question,
    /// What the sheet is headed with.
    title: &'static str,
    /// What stands in the cell while nothing is chosen.
    placeholder: &'static str,
    /// The name of what is chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let Question { name, error, .. } = question;
    let value_id = ["value-", name].concat();
    let named_by = ["label-", name, " ", &value_id].concat();
    let control = view! {
        <button
            type="button"
            class="control control-select"
            class:control-empty=move || chosen.with(Option::is_none)
            id=question.id()
            aria-haspopup="dialog"
            aria-labelledby=named_by
            aria-describedby=["note-", name].concat()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            on:click=move |_| open.set(true)
        >
            <span id=value_id lang=move || chosen.with(|name| lang_of(name.as_ref()?))>
                {move || chosen.get().unwrap_or_else(|| placeholder.to_owned())}
            </span>
        </button>
        <Dialog open title stand=Stand::Sheet>{children()}</Dialog>
    };
    cell(question, control.into_any())
}

/// The list.
#[component]
pub fn PickList(
    #[prop(into)] picks: Signal<Vec<Pick>>,
    /// The code of what is chosen.
    #[prop(into)]
    chosen: Signal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let row = move |Pick { code, name, details }: Pick| {
        let current = chosen.with_untracked(|chosen| *chosen == code);
        let detail = |detail: String| {
            let lang = lang_of(&detail);
            view! { <span class="pick-detail" lang=lang>{detail}</span> }
        };
        let lang = lang_of(&name);
        view! {
            <li>
                <button
                    type="button"
                    class="pick"
                    aria-current=current.then_some("true")
                    on:click=move |_| on_choose.run(code.clone())
                >
                    <span class="pick-name" lang=lang>{name}</span>
                    {details.into_iter().map(detail).collect_view()}
                </button>
            </li>
        }
    };
    view! {
        <ul class="picks" on:keydown=walk>{move || picks.get().into_iter().map(row).collect_view()}</ul>
    }
    .into_any()
}

/// The arrow keys go from one to the next.
pub(super) fn walk(event: leptos::ev::KeyboardEvent) {
    let row = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|at| at.parent_element());
    let to = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => row.and_then(|row| row.next_element_sibling()),
        "ArrowUp" | "ArrowLeft" => row.and_then(|row| row.previous_element_sibling()),
        _ => return,
    };
    event.prevent_default();
    let button = to
        .and_then(|row| row.first_element_child())
        .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(button) = button {
        let _ = button.focus();
    }
}
