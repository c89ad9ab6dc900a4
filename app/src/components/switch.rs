//! On or off, at once and without a form.

use leptos::prelude::*;

use super::field::control_id;

/// A switch and what it is for.
#[component]
pub fn Switch(
    name: &'static str,
    label: &'static str,
    /// A word of help, empty where none is needed.
    #[prop(optional)]
    detail: &'static str,
    #[prop(into)] on: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    on_change: Callback<bool>,
) -> impl IntoView {
    let id = control_id(name);
    let detail_id = [&id, "-detail"].concat();
    let described_by = (!detail.is_empty()).then(|| detail_id.clone());
    let label_id = [&id, "-label"].concat();
    view! {
        <label class="switch" for=control_id(name)>
            <span class="switch-label">
                <span id=label_id.clone()>{label}</span>
                {(!detail.is_empty()).then(|| view! { <span class="switch-detail" id=detail_id>{detail}</span> })}
            </span>
            <input
                type="checkbox"
                role="switch"
                id=id
                name=name
                disabled=disabled
                aria-labelledby=label_id
                aria-describedby=described_by
                prop:checked=on
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
        </label>
    }
    .into_any()
}
