//! What has to be mended before going on, on top of the page, with a way to each field.

use leptos::prelude::*;

use crate::{components::field::control_id, words};

/// One line of the summary: the field's wire name and what blocks.
pub type Line = (&'static str, String);

/// The summary; nothing while nothing blocks. `on_follow` is given the wire name of the field to go to.
#[component]
pub fn ErrorSummary(lines: Signal<Vec<Line>>, on_follow: Callback<String>) -> impl IntoView {
    let line = move |(name, words): Line| {
        let id = control_id(name);
        let href = ["#", &id].concat();
        let follow = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            on_follow.run(name.to_owned());
        };
        view! { <li><a href=href on:click=follow>{words}</a></li> }
    };
    let count = Memo::new(move |_| lines.with(Vec::len));
    view! {
        <div class:summary=move || count.get() != 0>
            // Only how many there are is announced, when it changes and after what has the focus: each is read out at its field,
            // and all of them again with every one that is mended would be too much to listen to.
            <div role="alert" aria-live="polite">
                {move || (count.get() != 0).then(|| view! { <p class="summary-title">{words::mend_first(count.get())}</p> })}
            </div>
            {move || {
                let lines = lines.get();
                (!lines.is_empty()).then(|| view! { <ul>{lines.into_iter().map(line).collect_view()}</ul> })
            }}
        </div>
    }
    .into_any()
}
