//! The four steps and the one the person is at.

use leptos::prelude::*;

use crate::words;

/// The steps; `current` counts from nought.
#[component]
pub fn Stepper(titles: Vec<&'static str>, current: usize) -> impl IntoView {
    let step = |(index, title): (usize, &'static str)| {
        let class = match index.cmp(&current) {
            std::cmp::Ordering::Less => "step step-done",
            std::cmp::Ordering::Equal => "step step-current",
            std::cmp::Ordering::Greater => "step",
        };
        view! {
            <li class=class aria-current=(index == current).then_some("step")>
                <span class="step-number">{index + 1}</span>
                " "
                <span class="step-title">{title}</span>
                {(index < current).then(|| view! { <span class="sr-only">{words().step_done}</span> })}
            </li>
        }
    };
    view! { <ol class="stepper" data-silent="" aria-label=words().steps>{titles.into_iter().enumerate().map(step).collect_view()}</ol> }
        .into_any()
}
