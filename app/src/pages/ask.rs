//! Joins the form and the controls: a field becomes a question.

use leptos::prelude::*;
use sscard_shared::{
    api::PictureKind, dictionary::Dictionary, directory::Entry, door::Door, field::Field, legible,
    tidy, validity::LONG_TERM,
};

use super::{Road, rare, reader, seen};
use crate::{
    aloud::Manner,
    components::{
        choice::{Options, SelectField},
        field::{AreaField, DateField, Question, TextField, Typing},
        reading::Seen,
        uploader::{Upload, Uploader},
    },
    door::door,
    imaging::ReadyPicture,
    language::language,
    platform::device,
    wizard::pictures::Transfer,
    words,
};

/// The question of a field, bound to the form.
#[must_use]
pub fn question(road: Road, field: Field) -> Question {
    let wizard = road.wizard;
    let answer = Callback::new(move |()| reader::answer_of(road, field));
    Question {
        name: field.name(),
        label: words::label(field),
        required: field != Field::Landline,
        shown: Memo::new(move |_| road.asks(field)).into(),
        quiet: wizard.quiet.into(),
        aloud: reader::aloud(road, words::label(field), answer),
        hint: Signal::derive(move || plain_hint(road, field)),
        hint_is_private: false,
        text: wizard.text_signal(field),
        groups: groups_of(field, wizard.text_signal(field)),
        on_paste: Callback::new(move |text: String| tidy::pasted(field, &text)),
        error: Memo::new(move |_| wizard.error(field)).into(),
        advice: Memo::new(move |_| wizard.advice(field)).into(),
        seen: seen::of(road, field),
        on_take: Callback::new(move |()| {
            let said = words::taken_over(words::label(field));
            road.undoable(said, || wizard.take_sight(field));
        }),
        on_input: Callback::new(move |text: String| wizard.set(field, &text)),
        on_leave: Callback::new(move |()| wizard.leave(field)),
    }
}

/// In 长辈版, where on the card or on what occasion the answer is found.
fn plain_hint(road: Road, field: Field) -> String {
    if !road.settings.elder.get() {
        return String::new();
    }
    let plain = words().plain;
    let hint = match field {
        Field::ValidFrom => plain.valid_from,
        Field::ValidUntil => plain.valid_until,
        Field::Authority => plain.authority,
        Field::Address => plain.address,
        Field::Landline => plain.landline,
        Field::Branch => plain.branch,
        _ => "",
    };
    hint.to_owned()
}

/// A question that is no part of the form, with signals of its own. What is typed is tidied as for the field of the form.
#[must_use]
pub fn own_question(
    name: &'static str,
    label: &'static str,
    field: Field,
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
    manner: Manner,
) -> Question {
    let road = Road::here();
    let answer = Callback::new(move |()| manner.say(&text.get_untracked()));
    let leave = move |()| text.update(|text| *text = road.wizard.tidy(field, text));
    Question {
        name,
        label,
        required: true,
        shown: Signal::derive(|| true),
        quiet: Signal::derive(|| false),
        aloud: reader::aloud(road, label, answer),
        hint: Signal::derive(String::new),
        hint_is_private: false,
        text: text.into(),
        groups: groups_of(field, text.into()),
        on_paste: Callback::new(move |text: String| tidy::pasted(field, &text)),
        error: error.into(),
        advice: Signal::derive(|| None),
        seen: Signal::derive(Seen::default),
        on_take: Callback::new(|()| ()),
        on_input: Callback::new(move |typed| {
            text.set(typed);
            error.set(None);
        }),
        on_leave: Callback::new(leave),
    }
}

/// What is shown beneath the answer, for who checks it.
fn groups_of(field: Field, text: Signal<String>) -> Signal<Vec<String>> {
    let groups = move |_: Option<&Vec<String>>| {
        text.with(|text| legible::beneath(field, text).into_iter().map(str::to_owned).collect())
    };
    Memo::new(groups).into()
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
        Field::ValidUntil => {
            view! { <DateField question typing or=(LONG_TERM, words().endless)/> }.into_any()
        }
        Field::BirthDate | Field::ValidFrom => view! { <DateField question typing/> }.into_any(),
        Field::Name | Field::Recipient => {
            view! { <TextField question typing>{rare::beside(question)}</TextField> }.into_any()
        }
        _ => view! { <TextField question typing/> }.into_any(),
    }
}

/// A picture.
pub fn picture(road: Road, kind: PictureKind) -> AnyView {
    let wizard = road.wizard;
    let slot = wizard.slots.of(kind);
    let upload = Signal::derive(move || match slot.transfer.get() {
        Transfer::Idle => Upload::Idle,
        Transfer::Sending(percent) => {
            let (turn, of) = wizard.turn_of(kind);
            Upload::Sending(words::uploading(percent, turn, of))
        }
        Transfer::Stopped => Upload::Failed(words().upload_stopped.to_owned()),
        Transfer::Failed(problem) => Upload::Failed(problem.words()),
        Transfer::Done => Upload::Done,
    });
    let error = Memo::new(move |_| wizard.error(kind.field()));
    // The picker may cost the page its life in a web-view: what is typed is kept before it opens.
    let before_pick = Callback::new(move |()| wizard.save_local());
    let on_ready = Callback::new(move |ready: ReadyPicture| {
        wizard.take_picture(kind, ready.bytes, ready.faults)
    });
    let on_remove = Callback::new(move |()| {
        let said = words::removed(words::label(kind.field()));
        road.undoable(said, || wizard.remove_picture(kind));
    });
    view! {
        <Uploader
            kind
            asked=Memo::new(move |_| road.asks(kind.field()))
            aloud=reader::aloud(road, words::label(kind.field()), Callback::new(move |()| reader::answer_of(road, kind.field())))
            shown=slot.shown
            upload
            error
            quiet=wizard.quiet
            preparing=slot.preparing
            nudges=slot.nudges
            before_pick
            on_ready
            on_retry=Callback::new(move |()| wizard.upload(kind))
            on_stop=Callback::new(move |()| wizard.stop_upload(kind))
            on_remove
            side=side_of(kind)
            beneath=seen::beneath(road, kind)
        />
    }
    .into_any()
}

/// Which side of the card it is, at the door whose labels do not say so.
fn side_of(kind: PictureKind) -> Option<&'static str> {
    match (door(), kind) {
        (Door::Jingtong, PictureKind::EmblemSide) => Some(words().emblem_side),
        (Door::Jingtong, PictureKind::PortraitSide) => Some(words().portrait_side),
        _ => None,
    }
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
    let placeholder = if door() == Door::Minsheng { placeholder } else { words().choose };
    let question = match field {
        Field::Bank => Question { on_input: choose_bank(road), ..question(road, field) },
        _ => question(road, field),
    };
    view! { <SelectField question placeholder options/> }.into_any()
}

/// A branch that was chosen does not stay with another bank, and can be had back with its own.
fn choose_bank(road: Road) -> Callback<String> {
    let wizard = road.wizard;
    Callback::new(move |bank: String| {
        if wizard.text_now(Field::Branch).is_empty() {
            wizard.set(Field::Bank, &bank);
        } else {
            let said = words::at_door().branch_gone.to_owned();
            road.undoable(said, || wizard.set(Field::Bank, &bank));
        }
    })
}

/// The words of a fixed table.
#[must_use]
pub fn fixed(dictionary: Dictionary) -> Signal<Options> {
    Signal::derive(move || {
        dictionary
            .words()
            .iter()
            .map(|word| (word.code.to_owned(), word.name_in(language()).to_owned()))
            .collect()
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
                .map(|entry| {
                    let name = entry.name_in(language()).unwrap_or(&entry.name);
                    (entry.code.clone(), name.to_owned())
                })
                .collect::<Options>()
        })
    };
    Memo::new(move |_| options()).into()
}

/// How a field is typed. On a device that others use the browser offers nobody the answers of another.
pub(super) fn typing(field: Field) -> Typing {
    let typing = match (door(), field) {
        // The guide's own words at this door.
        (
            Door::Jingtong,
            Field::Recipient | Field::RecipientMobile | Field::MailAddress | Field::Postcode,
        ) => {
            let placeholder = field.prompt_in(door(), language());
            Typing { placeholder, ..typing_at_home(field) }
        }
        (Door::Jingtong, Field::Landline) => {
            Typing { placeholder: words().jingtong.type_here, ..typing_at_home(field) }
        }
        _ => typing_at_home(field),
    };
    if device::is_shared() { Typing { autocomplete: "off", ..typing } } else { typing }
}

fn typing_at_home(field: Field) -> Typing {
    let plain = Typing::PLAIN;
    let telephone = Typing { kind: "tel", inputmode: "tel", ..plain };
    let date = Typing { inputmode: "numeric", placeholder: words().date_placeholder, ..plain };
    let address = Typing { placeholder: words().address_placeholder, ..plain };
    match field {
        Field::Name => Typing { autocomplete: "name", ..plain },
        // A keyboard of digits has no X.
        Field::IdNumber => Typing { autocapitalize: "characters", ..plain },
        Field::BirthDate => Typing { autocomplete: "bday", ..date },
        Field::ValidFrom | Field::ValidUntil => date,
        Field::Authority => Typing { enterkeyhint: "done", ..plain },
        Field::Address => Typing { autocomplete: "street-address", ..address },
        Field::Landline => Typing {
            autocomplete: "home tel",
            placeholder: words().landline_placeholder,
            enterkeyhint: "done",
            ..telephone
        },
        Field::Mobile => Typing {
            autocomplete: "mobile tel",
            placeholder: words().mobile_placeholder,
            ..telephone
        },
        Field::RecipientMobile => Typing {
            autocomplete: "shipping tel",
            placeholder: words().mobile_placeholder,
            ..telephone
        },
        Field::Recipient => Typing {
            autocomplete: "shipping name",
            placeholder: words().recipient_placeholder,
            ..plain
        },
        Field::MailAddress => Typing { autocomplete: "shipping street-address", ..address },
        Field::Postcode => Typing {
            inputmode: "numeric",
            autocomplete: "shipping postal-code",
            placeholder: words().postcode_placeholder,
            enterkeyhint: "done",
            ..plain
        },
        _ => plain,
    }
}
