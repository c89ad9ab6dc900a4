//! Joins the form and the controls: a field becomes a question.

use leptos::prelude::*;
use sscard_shared::{api::PictureKind, dictionary::Dictionary, directory::Entry, field::Field};

use super::{Road, seen};
use crate::{
    components::{
        choice::{Options, SelectField},
        field::{AreaField, DateField, Question, TextField, Typing},
        reading::Seen,
        uploader::{Upload, Uploader},
    },
    imaging::ReadyPicture,
    wizard::pictures::Transfer,
    words,
};

/// The question of a field, bound to the form.
#[must_use]
pub fn question(road: Road, field: Field) -> Question {
    let wizard = road.wizard;
    Question {
        name: field.name(),
        label: field.label(),
        required: field != Field::Landline,
        hint: Signal::derive(String::new),
        text: wizard.text_signal(field),
        error: Memo::new(move |_| wizard.error(field)).into(),
        advice: Memo::new(move |_| wizard.advice(field)).into(),
        seen: seen::of(road, field),
        on_take: Callback::new(move |()| wizard.take_sight(field)),
        on_input: Callback::new(move |text: String| wizard.set(field, &text)),
        on_leave: Callback::new(move |()| wizard.leave(field)),
    }
}

/// A question that is no part of the form, with signals of its own.
#[must_use]
pub fn own_question(
    name: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
) -> Question {
    Question {
        name,
        label,
        required: true,
        hint: Signal::derive(String::new),
        text: text.into(),
        error: error.into(),
        advice: Signal::derive(|| None),
        seen: Signal::derive(Seen::default),
        on_take: Callback::new(|()| ()),
        on_input: Callback::new(move |typed| {
            text.set(typed);
            error.set(None);
        }),
        on_leave: Callback::new(|()| ()),
    }
}

/// A field that is typed.
pub fn text(road: Road, field: Field) -> AnyView {
    text_with(field, question(road, field))
}

/// A field that is typed, with a question of the page's own making.
pub fn text_with(field: Field, question: Question) -> AnyView {
    let typing = typing(field);
    match field {
        Field::Address | Field::MailAddress => view! { <AreaField question typing/> }.into_any(),
        Field::ValidUntil => view! { <DateField question or=words().endless/> }.into_any(),
        Field::BirthDate | Field::ValidFrom => view! { <DateField question/> }.into_any(),
        _ => view! { <TextField question typing/> }.into_any(),
    }
}

/// A picture.
pub fn picture(road: Road, kind: PictureKind) -> AnyView {
    let wizard = road.wizard;
    let slot = wizard.slots.of(kind);
    let upload = Signal::derive(move || match slot.transfer.get() {
        Transfer::Idle => Upload::Idle,
        Transfer::Sending => Upload::Sending,
        Transfer::Failed(words) => Upload::Failed(words),
        Transfer::Done => Upload::Done,
    });
    let error = Memo::new(move |_| wizard.error(kind.field()));
    // The picker may cost the page its life in a web-view: what is typed is kept before it opens.
    let before_pick = Callback::new(move |()| wizard.keep_here());
    let on_ready = Callback::new(move |ready: ReadyPicture| {
        wizard.take_picture(kind, ready.bytes, ready.faults)
    });
    view! {
        <Uploader
            kind
            shown=slot.shown
            upload
            error
            nudges=slot.nudges
            before_pick
            on_ready
            on_retry=Callback::new(move |()| wizard.upload(kind))
            on_remove=Callback::new(move |()| wizard.remove_picture(kind))
            beneath=seen::beneath(road, kind)
        />
    }
    .into_any()
}

/// A field that is chosen.
pub fn select(road: Road, field: Field) -> AnyView {
    let (placeholder, options) = match field {
        Field::District => (words().district_placeholder, fixed(Dictionary::District)),
        Field::MailRegion => (words().region_placeholder, fixed(Dictionary::MailRegion)),
        Field::Occupation => {
            (words().occupation_placeholder, entries(road, |directory| &directory.occupations))
        }
        Field::Bank => (words().bank_placeholder, entries(road, |directory| &directory.banks)),
        Field::DocumentType => (words().choose, fixed(Dictionary::DocumentType)),
        Field::Nationality => (words().choose, fixed(Dictionary::Nationality)),
        Field::Ethnicity => (words().choose, fixed(Dictionary::Ethnicity)),
        _ => (words().choose, fixed(Dictionary::Sex)),
    };
    let question = question(road, field);
    view! { <SelectField question placeholder options/> }.into_any()
}

/// The words of a fixed table.
#[must_use]
pub fn fixed(dictionary: Dictionary) -> Signal<Options> {
    Signal::derive(move || {
        dictionary.words().iter().map(|word| (word.code.to_owned(), word.name.to_owned())).collect()
    })
}

/// The words of an operator's table.
fn entries(
    road: Road,
    of: fn(&sscard_shared::directory::Directory) -> &Vec<Entry>,
) -> Signal<Options> {
    let directory = road.wizard.directory;
    let options = move || {
        directory.with(|directory| {
            of(directory)
                .iter()
                .map(|entry| (entry.code.clone(), entry.name.clone()))
                .collect::<Options>()
        })
    };
    Memo::new(move |_| options()).into()
}

/// How a field is typed.
fn typing(field: Field) -> Typing {
    let plain = Typing::PLAIN;
    match field {
        Field::Name => Typing { autocomplete: "name", ..plain },
        Field::Address => Typing {
            autocomplete: "street-address",
            placeholder: words().address_placeholder,
            ..plain
        },
        Field::Landline => Typing {
            kind: "tel",
            inputmode: "tel",
            autocomplete: "home tel",
            placeholder: words().landline_placeholder,
            maxlength: 30,
            ..plain
        },
        Field::Mobile => Typing {
            kind: "tel",
            inputmode: "tel",
            autocomplete: "mobile tel",
            placeholder: words().mobile_placeholder,
            maxlength: 30,
            ..plain
        },
        Field::RecipientMobile => Typing {
            kind: "tel",
            inputmode: "tel",
            autocomplete: "shipping tel",
            placeholder: words().mobile_placeholder,
            maxlength: 30,
            ..plain
        },
        Field::Recipient => Typing {
            autocomplete: "shipping name",
            placeholder: words().recipient_placeholder,
            ..plain
        },
        Field::MailAddress => Typing {
            autocomplete: "shipping street-address",
            placeholder: words().address_placeholder,
            ..plain
        },
        Field::Postcode => Typing {
            inputmode: "numeric",
            autocomplete: "shipping postal-code",
            placeholder: words().postcode_placeholder,
            maxlength: 12,
            ..plain
        },
        _ => plain,
    }
}
