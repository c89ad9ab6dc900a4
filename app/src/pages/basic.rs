//! 2 基本信息: where the person lives and what they do.

use leptos::prelude::*;
use sscard_shared::{field::Field, step::Step};

use super::{Road, ask, step_page::step_page};
use crate::words;

/// The page.
#[component]
pub fn Basic() -> impl IntoView {
    let road = Road::here();
    let questions = view! {
        <section class="cells">
            {ask::select(road, Field::District)}
            {ask::text(road, Field::Address)}
            {ask::select(road, Field::Occupation)}
            {ask::text(road, Field::Landline)}
        </section>
    };
    step_page(Step::Basic, words().basic_lead, questions.into_any())
}
