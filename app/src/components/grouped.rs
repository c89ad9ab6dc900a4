//! A long number in its groups: apart for the eye, in one for who copies it.

use leptos::prelude::*;

/// The groups side by side.
#[component]
pub fn Grouped(groups: Vec<String>) -> impl IntoView {
    let group = |group| view! { <span class="digits-group">{group}</span> };
    view! { <span class="digits">{groups.into_iter().map(group).collect_view()}</span> }.into_any()
}
