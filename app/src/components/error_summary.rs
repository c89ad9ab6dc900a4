//! What has to be mended before going on, on top of the page, with a way to each field.

use leptos::prelude::*;

use crate::{components::field::control_id, words};

/// One line of the summary: the field's wire name and what blocks.
pub type Line = (&'static str, String);

/// The summary; nothing while nothing blocks. `on_follow` is given the id of the control to go to.
#[component]
pub fn ErrorSummary(lines: Signal<Vec<Line>>, on_follow: Callback<String>) -> impl IntoView {
    let line = move |(name, words): Line| {
        let id = control_id(name);
        let href = ["#", &id].concat();
        let follow = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            on_follow.run(id.clone());
        };
        view! { <li><a href=href on:click=follow>{words}</a></li> }
    };
    view! {
        <div role="alert">
            {move || {
                let lines = lines.get();
                (!lines.is_empty()).then(|| view! {
                    <div class="summary">
                        <p class="summary-title">{words::mend_first(lines.len())}</p>
                        <ul>{lines.into_iter().map(line).collect_view()}</ul>
                    </div>
                })
            }}
        </div>
    }
    .into_any()
}
