//! The shape of what is on its way, so that nothing jumps when it comes.

use leptos::prelude::*;

/// What will be here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// So many groups of something.
    #[default]
    Groups,
    /// So many lines of text.
    Lines(u8),
    /// So many cells, a label and a value each.
    Cells(u8),
    /// A picture.
    Picture,
}

/// The shape. It says nothing: what waits for it says once that something is on its way.
#[component]
pub fn Skeleton(#[prop(optional)] shape: Shape) -> impl IntoView {
    let line = || view! { <span class="skeleton-line"></span> };
    let cell = || view! { <span class="skeleton-cell">{line()}{line()}</span> };
    match shape {
        Shape::Groups => view! {
            <div class="skeleton" aria-hidden="true"></div>
            <div class="skeleton skeleton-short" aria-hidden="true"></div>
        }
        .into_any(),
        Shape::Lines(count) => view! {
            <div class="skeleton skeleton-lines" aria-hidden="true">{(0..count).map(|_| line()).collect_view()}</div>
        }
        .into_any(),
        Shape::Cells(count) => view! {
            <div class="skeleton skeleton-cells" aria-hidden="true">{(0..count).map(|_| cell()).collect_view()}</div>
        }
        .into_any(),
        Shape::Picture => view! {
            <div class="skeleton skeleton-picture" aria-hidden="true"><span class="skeleton-frame"></span></div>
        }
        .into_any(),
    }
}
