//! The header and the footer across a page that is more than the form: the way home, who is greeted, the ways on.

use leptos::prelude::*;

/// The header: `start` stands at the left, the greeting and the links at the right.
#[component]
pub fn PageHeader(
    /// What its links are called together for who hears the page.
    label: &'static str,
    start: AnyView,
    /// Whose page it is, above all that.
    #[prop(optional)]
    brand: Option<AnyView>,
    /// Who is greeted; nobody while nobody is signed in.
    #[prop(into)]
    greeting: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <header class="header">
            {brand}
            <div class="header-inner">
                <div class="header-links">{start}</div>
                <nav class="header-links" aria-label=label>
                    {move || greeting.get().map(|words| view! { <span class="header-greeting">{words}</span> })}
                    {children()}
                </nav>
            </div>
        </header>
    }
    .into_any()
}

/// The footer: a paragraph for each thing that is said.
#[component]
pub fn PageFooter(children: Children) -> impl IntoView {
    view! { <footer class="foot">{children()}</footer> }.into_any()
}
