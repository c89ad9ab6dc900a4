//! 1 身份识别: both sides of the ID card, and what stands on them.

use leptos::prelude::*;
use sscard_shared::{api::PictureKind, field::Field, step::Step};

use super::{Road, ask, step_page::step_page};
use crate::{components::field::Question, words};

/// The page.
#[component]
pub fn Identity() -> impl IntoView {
    let road = Road::here();
    let real_name = road.session.view_now().name.unwrap_or_default();
    let number = ask::question(road, Field::IdNumber);
    let number = Question {
        on_leave: Callback::new(move |()| {
            road.wizard.leave(Field::IdNumber);
            road.wizard.propose_from_number();
        }),
        ..number
    };
    let name = Question {
        hint: Signal::derive(move || words::as_real_named(&real_name)),
        ..ask::question(road, Field::Name)
    };
    let questions = view! {
        <h2 class="group-title">{words().identity_pictures}</h2>
        <section class="cells uploads">
            {ask::picture(road, PictureKind::EmblemSide)}
            {ask::picture(road, PictureKind::PortraitSide)}
        </section>
        <h2 class="group-title">{words().identity_answers}</h2>
        <section class="cells">
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
        </section>
    };
    step_page(Step::Identity, words().identity_lead, questions.into_any())
}
