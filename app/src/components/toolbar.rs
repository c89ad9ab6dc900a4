//! Buttons in a row that are one stop for the Tab key, as the WAI-ARIA Authoring Practices have them.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::platform;

/// One of the buttons.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// What it is called, which begins with what is seen on it, so that whoever speaks to the page can say what they see.
    pub name: &'static str,
    /// A sign that is no word.
    pub sign: &'static str,
    /// The words under the sign.
    pub seen: &'static str,
    pub pressed: Callback<()>,
}

/// The buttons. Arrows, Home and End go from one to the next; the one that had the focus last has it again.
#[component]
pub fn Toolbar(
    /// What the buttons are for, and what their ids are made of.
    class: &'static str,
    label: &'static str,
    tools: Vec<Tool>,
) -> impl IntoView {
    let count = tools.len();
    let focused = RwSignal::new(0);
    let on_key = move |event: KeyboardEvent| {
        if let Some(next) = next_in_row(focused.get_untracked(), count, &event.key()) {
            event.prevent_default();
            focused.set(next);
            platform::focus(&tool_id(class, next));
        }
    };
    let button = |(at, tool): (usize, Tool)| {
        view! {
            <button
                type="button"
                class="crop-button"
                id=tool_id(class, at)
                aria-label=tool.name
                tabindex=move || if focused.get() == at { "0" } else { "-1" }
                on:focus=move |_| focused.set(at)
                on:click=move |_| tool.pressed.run(())
            >
                <span class="crop-sign" aria-hidden="true">{tool.sign}</span>
                <span aria-hidden="true">{tool.seen}</span>
            </button>
        }
    };
    let buttons = tools.into_iter().enumerate().map(button).collect_view();
    view! { <div class=class role="toolbar" aria-label=label on:keydown=on_key>{buttons}</div> }
        .into_any()
}

fn tool_id(class: &str, at: usize) -> String {
    format!("{class}-{at}")
}

/// Where a key leads from one of several that stand in a row, round and round; `None` for any other key.
pub fn next_in_row(at: usize, count: usize, key: &str) -> Option<usize> {
    match key {
        _ if at >= count => None,
        "ArrowRight" => Some((at + 1) % count),
        "ArrowLeft" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::next_in_row;

    #[test]
    fn arrows_go_round_and_home_and_end_to_the_edges() {
        for (from, key, to) in [
            (0, "ArrowRight", Some(1)),
            (2, "ArrowRight", Some(0)),
            (0, "ArrowLeft", Some(2)),
            (1, "Home", Some(0)),
            (1, "End", Some(2)),
            (1, "Enter", None),
            (3, "ArrowRight", None),
        ] {
            assert_eq!(next_in_row(from, 3, key), to, "{from} {key}");
        }
        assert_eq!(next_in_row(0, 0, "Home"), None);
    }
}
