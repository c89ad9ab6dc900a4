//! Several things in one place, one of which is seen: tabs, as the WAI-ARIA Authoring Practices have them.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::toolbar::next_in_row;
use crate::platform;

/// One of them.
#[derive(Debug)]
pub struct Tab {
    /// What its ids are made of, and what is chosen.
    pub name: &'static str,
    /// What stands on it.
    pub label: &'static str,
    /// What it shows.
    pub panel: AnyView,
}

/// Tabs. They are one stop for the Tab key; arrows, Home and End go from one to the next and choose it. What is not seen stays there,
/// with what was typed into it.
#[component]
pub fn Tabs(
    /// What they choose among, for who does not see them beside each other.
    label: &'static str,
    /// The name of the one that is seen.
    chosen: RwSignal<&'static str>,
    tabs: Vec<Tab>,
) -> impl IntoView {
    let names: Vec<&'static str> = tabs.iter().map(|tab| tab.name).collect();
    let on_key = move |event: KeyboardEvent| {
        let at = names.iter().position(|name| *name == chosen.get_untracked());
        let next = at.and_then(|at| next_in_row(at, names.len(), &event.key()));
        if let Some(next) = next.and_then(|next| names.get(next)) {
            event.prevent_default();
            chosen.set(next);
            platform::focus(&tab_id(next));
        }
    };
    let tab_of = |tab: &Tab| {
        let name = tab.name;
        let is_chosen = move || chosen.get() == name;
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=tab_id(name)
                aria-controls=panel_id(name)
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(name)
            >
                {tab.label}
            </button>
        }
    };
    let buttons = tabs.iter().map(tab_of).collect_view();
    let panel_of = |tab: Tab| {
        let name = tab.name;
        view! {
            <div
                role="tabpanel"
                class="tab-panel"
                id=panel_id(name)
                aria-labelledby=tab_id(name)
                hidden=move || chosen.get() != name
            >
                {tab.panel}
            </div>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=on_key>{buttons}</div>
        {tabs.into_iter().map(panel_of).collect_view()}
    }
    .into_any()
}

fn tab_id(name: &str) -> String {
    ["tab-", name].concat()
}

fn panel_id(name: &str) -> String {
    ["panel-", name].concat()
}
