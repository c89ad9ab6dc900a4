//! 4 领卡方式: to fetch the card or to have it sent.

use leptos::prelude::*;
use sscard_shared::{
    Date,
    draft::Draft,
    fault::{FaultCode, Severity},
    field::Field,
    step::Step,
};

use super::{Road, ask, questions::part, step_page::step_page};
use crate::{
    components::choice::{RadioField, RadioOption},
    wizard::groups,
    words,
};

/// The page.
#[component]
pub fn Delivery() -> impl IntoView {
    let road = Road::here();
    let wizard = road.wizard;
    let (of_way, of_mail) = Step::Delivery.fields().split_at(1);
    let mailed = Memo::new(move |_| {
        wizard.with_draft(|draft| of_mail.iter().any(|field| groups::is_asked(*field, draft)))
    });
    let mail = move || {
        view! {
            {ask::text(road, Field::Recipient)}
            {ask::text(road, Field::RecipientMobile)}
            {ask::select(road, Field::MailRegion)}
            {ask::text(road, Field::MailAddress)}
            {ask::text(road, Field::Postcode)}
        }
    };
    let questions = view! {
        {part(road, "cells", of_way, way(road))}
        {move || mailed.get().then(|| part(road, "cells", of_mail, mail().into_any()))}
    };
    step_page(Step::Delivery, words().delivery_lead, questions.into_any())
}

/// To fetch the card or to have it sent.
pub(super) fn way(road: Road) -> AnyView {
    let wizard = road.wizard;
    let closed = Memo::new(move |_| {
        mail_is_closed(
            &wizard.text(Field::BirthDate),
            &wizard.text(Field::IdNumber),
            road.session.today(),
        )
    });
    let options = vec![
        RadioOption {
            code: "pickup",
            word: words::at_door().pickup,
            detail: Signal::derive(|| words().pickup_detail),
            closed: Signal::derive(|| false),
        },
        RadioOption {
            code: "mail",
            word: words::at_door().mail,
            detail: Signal::derive(move || {
                if closed.get() { words().mail_closed } else { words().mail_detail }
            }),
            closed: closed.into(),
        },
    ];
    let announced =
        move || (wizard.text(Field::Delivery) == "mail").then_some(words().mail_announced);
    view! {
        <RadioField question=ask::question(road, Field::Delivery) options/>
        <p class="sr-only" role="status">{announced}</p>
    }
    .into_any()
}

/// Whether the rules would refuse mail to this person for their age.
fn mail_is_closed(birth_date: &str, id_number: &str, today: Date) -> bool {
    let mut draft = Draft::new();
    draft.set(Field::BirthDate, birth_date);
    draft.set(Field::IdNumber, id_number);
    draft.set(Field::Delivery, "mail");
    let faults = sscard_shared::application::check(
        &draft,
        today,
        &sscard_shared::directory::Directory::built_in(),
    );
    faults
        .of(Field::Delivery)
        .any(|fault| fault.severity == Severity::Hard && fault.code == FaultCode::UnderAge)
}
