//! The way here from the first page.

use leptos::{ev::MouseEvent, prelude::*};

/// A page above this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Above {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
}

/// The pages above, the first page first, and the page that is seen. `on_follow` is given the path that was pressed.
#[component]
pub fn Breadcrumb(
    /// What the whole is called for who hears it.
    label: &'static str,
    above: Vec<Above>,
    here: &'static str,
    on_follow: Callback<(MouseEvent, String)>,
) -> impl IntoView {
    let link = move |Above { name, path }| {
        let to = path.clone();
        view! { <li><a href=path on:click=move |event| on_follow.run((event, to.clone()))>{name}</a></li> }
    };
    view! {
        <nav class="breadcrumb" aria-label=label>
            <ol>
                {above.into_iter().map(link).collect_view()}
                <li><span aria-current="page">{here}</span></li>
            </ol>
        </nav>
    }
    .into_any()
}
