//! 2 基本信息: where the person lives and what they do.

use leptos::prelude::*;
use sscard_shared::{field::Field, step::Step};

use super::{Road, ask, questions::part, step_page::step_page};
use crate::words;

/// The page.
#[component]
pub fn Basic() -> impl IntoView {
    let road = Road::here();
    let questions = view! {
        {ask::select(road, Field::District)}
        {ask::text(road, Field::Address)}
        {ask::select(road, Field::Occupation)}
        {ask::text(road, Field::Landline)}
    };
    let questions = part(road, "cells", Step::Basic.fields(), questions.into_any());
    step_page(Step::Basic, words().basic_lead, questions)
}
