//! 1 身份识别: both sides of the ID card, and what stands on them.

use leptos::prelude::*;
use sscard_shared::{api::PictureKind, field::Field, step::Step};

use super::{
    Road, ask,
    questions::{part, part_title},
    step_page::step_page,
};
use crate::{components::field::Question, words};

/// The page.
#[component]
pub fn Identity() -> impl IntoView {
    let road = Road::here();
    let real_name = road.session.view_now().name.unwrap_or_default();
    let number = ask::question(road, Field::IdNumber);
    // What the number tells is there before the next control has the focus: a value that came under the caret would be typed onto.
    let number = Question {
        on_input: Callback::new(move |text: String| {
            road.wizard.set(Field::IdNumber, &text);
            road.wizard.propose_from_number();
        }),
        on_leave: Callback::new(move |()| {
            road.wizard.leave(Field::IdNumber);
            road.wizard.propose_from_number();
        }),
        ..number
    };
    let name = Question {
        hint: Signal::derive(move || words::as_real_named(&real_name)),
        hint_is_private: true,
        ..ask::question(road, Field::Name)
    };
    let pictures = view! {
        {ask::picture(road, PictureKind::EmblemSide)}
        {ask::picture(road, PictureKind::PortraitSide)}
    };
    let answers = view! {
        {ask::text_with(Field::Name, name)}
        {ask::select(road, Field::DocumentType)}
        {ask::text_with(Field::IdNumber, number)}
        {ask::select(road, Field::Nationality)}
        {ask::select(road, Field::Sex)}
        {ask::select(road, Field::Ethnicity)}
        {ask::text(road, Field::BirthDate)}
        {ask::text(road, Field::ValidFrom)}
        {ask::text(road, Field::ValidUntil)}
        {ask::text(road, Field::Authority)}
    };
    // The pictures come first, and everything else stands on them.
    let (of_pictures, of_answers) = Step::Identity.fields().split_at(2);
    let questions = view! {
        {part_title(road, words().identity_pictures, of_pictures)}
        {part(road, "cells uploads", of_pictures, pictures.into_any())}
        {part_title(road, words().identity_answers, of_answers)}
        {part(road, "cells", of_answers, answers.into_any())}
    };
    step_page(Step::Identity, words().identity_lead, questions.into_any())
}
