//! Everything on one page, for the doors that have no steps: the sections of the door, what is known shown, what is not asked.

pub mod known;
pub mod mobile;
pub mod pictures;

use leptos::prelude::*;
use sscard_shared::{
    api::PictureKind,
    door::{Layout, Part, Section},
    field::Field,
};

use super::{
    Road, ask, card,
    check::{Asking, consent_and_submit},
    delivery,
    layout::Crumbs,
    step_page::summary,
};
use crate::{
    components::field::{Question, control_id},
    door::door,
    platform,
    wizard::groups,
    words,
};

/// The page.
#[component]
pub fn Form() -> impl IntoView {
    let road = Road::here();
    let fields = move || road.wizard.with_draft(|draft| groups::asked_at(door(), draft));
    let sections = door().sections().iter().map(|section| section_of(road, section));
    let (head, asking) = match door().layout() {
        Layout::TwoColumns => (portal_head(), Asking::Twice),
        Layout::OnePage | Layout::Steps => (jingtong_head(), Asking::Once),
    };
    view! {
        {head}
        {summary(road, fields)}
        // No form element: dialogs with forms of their own stand among the sections, and what is sent is asked for below.
        <div on:keydown=|event| platform::enter_goes_on(&event)>{sections.collect_view()}</div>
        {consent_and_submit(road, asking)}
    }
    .into_any()
}

/// The heading of the portal's form, and what the card can do.
fn portal_head() -> AnyView {
    let portal = words().portal;
    view! {
        <Crumbs/>
        <h1>{portal.form_title}</h1>
        <section class="cells uses uses-line">
            <p class="uses-title">{portal.uses_label}<span class="uses-list"><span>{portal.use_social}</span>" "<span>{portal.use_medical}</span></span></p>
            <p class="note note-hint">{words().card_uses_hint}<a href=words::HOTLINE_LINK>{words::HOTLINE}</a></p>
        </section>
    }
    .into_any()
}

fn jingtong_head() -> AnyView {
    view! { <h1>{words().jingtong.form_title}</h1> }.into_any()
}

/// One section with its fields.
fn section_of(road: Road, section: &'static Section) -> AnyView {
    let mailed = move |field: Field| road.wizard.with_draft(|draft| groups::is_asked(field, draft));
    let always: Vec<Field> = section
        .fields
        .iter()
        .copied()
        .filter(|field| section.part != Part::Delivery || *field == Field::Delivery)
        .collect();
    let class = match (door().layout(), section.part) {
        (Layout::TwoColumns, _) => "cells pairs",
        (_, Part::Photo | Part::Pictures) => "cells uploads",
        _ => "cells",
    };
    let of_mail = (section.part == Part::Delivery).then(|| {
        let fields = section.fields.iter().copied().filter(|field| *field != Field::Delivery);
        let fields: Vec<Field> = fields.collect();
        let asked = Memo::new(move |_| mailed(Field::Recipient));
        move || asked.get().then(|| fields.iter().map(|field| control(road, *field)).collect_view())
    });
    let controls = always.into_iter().map(|field| control(road, field)).collect_view();
    match section.part {
        Part::Pictures => pictures::sides(road),
        _ => view! { <section class=class>{controls}{of_mail}</section> }.into_any(),
    }
}

/// The control of a field, or its answer where that is known.
fn control(road: Road, field: Field) -> AnyView {
    let kind = PictureKind::ALL.into_iter().find(|kind| kind.field() == field);
    if let Some(kind) = kind {
        return pictures::one(road, kind);
    }
    match field {
        Field::Name
        | Field::IdNumber
        | Field::DocumentType
        | Field::Nationality
        | Field::Sex
        | Field::BirthDate
        | Field::Mobile => {
            let known = Memo::new(move |_| road.wizard.is_known(field));
            view! {
                {move || if known.get() { known::known(road, field) } else { asked(road, field) }}
            }
            .into_any()
        }
        _ => asked(road, field),
    }
}

/// The control of a field that is asked.
fn asked(road: Road, field: Field) -> AnyView {
    match field {
        Field::Delivery => delivery::way(road),
        Field::Branch => card::branch(road),
        Field::DocumentType
        | Field::Nationality
        | Field::Sex
        | Field::Ethnicity
        | Field::District
        | Field::Occupation
        | Field::Bank
        | Field::MailRegion => ask::select(road, field),
        Field::IdNumber => {
            let question = ask::question(road, field);
            let leave = Callback::new(move |()| {
                road.wizard.leave(Field::IdNumber);
                road.wizard.propose_from_number();
            });
            ask::text_with(field, Question { on_leave: leave, ..question })
        }
        _ => ask::text(road, field),
    }
}

/// Where the focus goes for a field: its control, or the button that opens what asks it.
#[must_use]
pub fn place_of(field: Field) -> String {
    let is_picture = PictureKind::ALL.into_iter().any(|kind| kind.field() == field);
    if is_picture && door().layout() == Layout::TwoColumns {
        pictures::button_id(field)
    } else {
        control_id(field.name())
    }
}
