//! 生僻字: a character that cannot be typed, by its code or by radical and strokes.

mod radical;

use std::sync::Arc;

use leptos::prelude::*;
use sscard_shared::{
    language::Language,
    rare::{self, Radicals},
};

use super::{
    dialog::{Dialog, Stand},
    picker::walk,
};
use crate::words;

/// The characters by radical, as the page holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Table {
    /// Nobody has asked for them yet.
    Unasked,
    /// On their way.
    Loading,
    /// They did not come; the words say why.
    Missed(String),
    /// Here they are.
    Here(Arc<Radicals>),
}

impl Table {
    /// Whether somebody who wants it has to ask for it.
    #[must_use]
    pub const fn is_wanted(&self) -> bool {
        match self {
            Self::Unasked | Self::Missed(_) => true,
            Self::Loading | Self::Here(_) => false,
        }
    }
}

/// The button beside the control, the dialog that it opens, and a word on characters that the device may not draw.
#[component]
pub fn Rare(
    /// What the control holds.
    text: Signal<String>,
    #[prop(into)] table: Signal<Table>,
    /// The person is about to leave the control for the dialog.
    on_open: Callback<()>,
    /// The table is needed now.
    on_want: Callback<()>,
    /// This character, where the caret stood.
    on_choose: Callback<char>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // The dialog gives the focus back first, and only then can the control have it.
    let choose = Callback::new(move |character: char| {
        open.set(false);
        request_animation_frame(move || {
            on_choose.try_run(character);
        });
    });
    let unseen = Memo::new(move |_| text.with(|text| text.chars().any(rare::may_be_unseen)));
    view! {
        <button
            type="button"
            class="button button-small"
            aria-haspopup="dialog"
            // The focus stays in the field until the dialog takes it: what is said on leaving would move the button away.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| {
                on_open.run(());
                open.set(true);
            }
        >
            {words().rare.open}
        </button>
        <div class="rare-unseen" role="status">{move || unseen.get().then(|| view! { <p class="note">{words().rare.may_be_unseen}</p> })}</div>
        <Dialog open title=words().rare.open stand=Stand::Sheet>
            <div class="rare">
                {by_code(choose)}
                {radical::by_radical(table, on_want, choose)}
            </div>
        </Dialog>
    }
    .into_any()
}

/// A line for the character itself or its code; what it finds stands beneath.
fn by_code(on_choose: Callback<char>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| typed.with(|typed| rare::character(typed)));
    // Half a code is no mistake: that nothing was found is said when the person has finished.
    let finished = RwSignal::new(false);
    let is_wrong = move || {
        finished.get() && found.get().is_none() && typed.with(|typed| !typed.trim().is_empty())
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            finished.set(true);
            if let Some(character) = found.get_untracked() {
                on_choose.run(character);
            }
        }
    };
    let said = move || match found.get() {
        Some(_) => words().rare.found,
        None if is_wrong() => words().rare.no_such,
        None => words().rare.by_code_hint,
    };
    view! {
        <label class="rare-label" for="rare-code">{words().rare.by_code}</label>
        <input
            class="control"
            id="rare-code"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            enterkeyhint="done"
            aria-describedby="rare-code-said"
            aria-invalid=move || is_wrong().then_some("true")
            on:input=move |event| {
                finished.set(false);
                typed.set(event_target_value(&event));
            }
            on:change=move |_| finished.set(true)
            on:keydown=on_key
        />
        <p id="rare-code-said" class="note" class:note-error=is_wrong role="status">{said}</p>
        {move || found.get().map(|character| candidates(vec![character], on_choose))}
    }
    .into_any()
}

/// Characters to choose from, each with its code, by which those are told apart that the device cannot draw.
fn candidates(characters: Vec<char>, on_choose: Callback<char>) -> AnyView {
    let mut unseen = characters.iter().filter(|one| rare::may_be_unseen(**one));
    let unseen = match (unseen.next(), characters.len()) {
        (None, _) => None,
        (Some(_), 1) => Some(words().rare.may_be_unseen),
        (Some(_), _) => Some(words().rare.some_unseen),
    };
    let candidate = |character: char| {
        view! {
            <li>
                <button type="button" class="rare-candidate" on:click=move |_| on_choose.run(character)>
                    <span class="rare-glyph" lang=Language::ZhCn.tag()>{character.to_string()}</span>
                    " "
                    <span class="rare-code">{rare::code(character)}</span>
                </button>
            </li>
        }
    };
    view! {
        {unseen.map(|words| view! { <p class="note">{words}</p> })}
        <ul class="rare-candidates" on:keydown=walk>{characters.into_iter().map(candidate).collect_view()}</ul>
    }
    .into_any()
}
