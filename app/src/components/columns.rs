//! Two columns where there is room for both.

use leptos::prelude::*;

/// Its children side by side, two by two; on a phone one above the other, in their order.
#[component]
pub fn Columns(
    /// The second is narrow: what stands beside the page's matter.
    #[prop(optional)]
    aside: bool,
    children: Children,
) -> impl IntoView {
    let class = if aside { "columns columns-aside" } else { "columns" };
    view! { <div class=class>{children()}</div> }.into_any()
}
