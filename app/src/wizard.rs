//! The form: the only mutable truth of the page. What is shown is derived from the draft, never kept beside it.

pub mod groups;
pub mod person;
pub mod pictures;
pub mod reading;
pub mod saving;
pub mod undo;

use std::collections::BTreeSet;

use leptos::prelude::*;
use sscard_shared::{
    api::{PersonView, PictureKind},
    application,
    directory::Directory,
    draft::Draft,
    fault::{FaultCode, Faults, Severity},
    field::Field,
    step::Step,
    tidy,
};

use crate::{
    session::Session,
    wizard::{
        pictures::{Slots, Transfer},
        saving::Remote,
    },
    words,
};

/// The form, owned by the root of the page so that nothing can outlive it.
#[derive(Clone, Copy, Debug)]
pub struct Wizard {
    session: Session,
    draft: RwSignal<Draft>,
    /// The draft's idempotency key.
    key: RwSignal<String>,
    /// When the draft was last changed.
    saved_at: RwSignal<i64>,
    /// How the draft stands to the server's.
    remote: StoredValue<Remote>,
    /// The fields whose faults may be shown: those that the person has left, or wanted to go on from.
    asked: RwSignal<BTreeSet<Field>>,
    /// What the server found when it was asked, until the field is changed.
    refused: RwSignal<Faults>,
    faults: Memo<Faults>,
    /// The fields that hold what was read on a picture, untouched since, and which picture that was.
    origins: RwSignal<Vec<(Field, PictureKind)>>,
    /// What the person proved, unmasked; shown masked.
    person: RwSignal<Option<PersonView>>,
    /// The ids of the pictures of their electronic licence.
    licence: RwSignal<Option<(String, String)>>,
    /// The person let their electronic licence be used, and it could not be had.
    pub licence_away: RwSignal<bool>,
    /// The operator's tables, with the branches of the chosen bank.
    pub directory: RwSignal<Directory>,
    /// The pictures.
    pub slots: Slots,
    /// The person wanted to go on from this page and could not: the summary of what blocks is shown.
    pub wanted_on: RwSignal<bool>,
    /// That has happened this moment: the summary is announced, and not each of its lines at its field as well.
    pub quiet: RwSignal<bool>,
    /// The person came from the check page to change something, and returns there.
    pub mending: RwSignal<bool>,
    /// The application is on its way: what is saved meanwhile would reach the server too late and be refused.
    pub handing_in: RwSignal<bool>,
    /// The pictures that this device keeps cannot be reached; those that the server has are shown.
    pub local_pictures_lost: RwSignal<bool>,
}

impl Wizard {
    /// An empty form.
    #[must_use]
    pub fn new(session: Session) -> Self {
        let draft = RwSignal::new(Draft::new());
        let directory = RwSignal::new(Directory::built_in());
        let faults = Memo::new(move |_| {
            let today = session.today();
            draft.with(|draft| {
                directory.with(|directory| application::check(draft, today, directory))
            })
        });
        Self {
            session,
            draft,
            key: RwSignal::new(String::new()),
            saved_at: RwSignal::new(0),
            remote: StoredValue::new(Remote::default()),
            asked: RwSignal::new(BTreeSet::new()),
            refused: RwSignal::new(Faults::default()),
            faults,
            origins: RwSignal::new(Vec::new()),
            person: RwSignal::new(None),
            licence: RwSignal::new(None),
            licence_away: RwSignal::new(false),
            directory,
            slots: Slots::new(),
            wanted_on: RwSignal::new(false),
            quiet: RwSignal::new(false),
            mending: RwSignal::new(false),
            handing_in: RwSignal::new(false),
            local_pictures_lost: RwSignal::new(false),
        }
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> String {
        self.draft.with(|draft| draft.get(field).to_owned())
    }

    /// The text of a field, followed.
    #[must_use]
    pub fn text_signal(&self, field: Field) -> Signal<String> {
        let this = *self;
        Memo::new(move |_| this.text(field)).into()
    }

    /// The text of a field, without following its changes.
    #[must_use]
    pub fn text_now(&self, field: Field) -> String {
        self.draft.with_untracked(|draft| draft.get(field).to_owned())
    }

    /// The whole draft.
    #[must_use]
    pub fn draft(&self) -> Draft {
        self.draft.get()
    }

    /// The whole draft, as it is now.
    #[must_use]
    pub fn draft_now(&self) -> Draft {
        self.draft.get_untracked()
    }

    /// The draft's idempotency key.
    #[must_use]
    pub fn key_now(&self) -> String {
        self.key.get_untracked()
    }

    /// Something about the whole draft, followed.
    pub fn with_draft<T>(&self, of: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with(of)
    }

    /// Whether a person has begun to fill the form.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        !self.text(Field::Disclaimer).is_empty()
    }

    /// Replaces the text of a field, saves the draft, and forgets what was said about the old text.
    pub fn set(&self, field: Field, text: &str) {
        if self.draft.with_untracked(|draft| draft.get(field) == text) {
            return;
        }
        self.note_change(field);
        self.put(field, text);
    }

    /// Replaces the text of a field by what the page knows by itself: no change by the person, so that an answer from another device counts
    /// before it.
    fn fill(&self, field: Field, text: &str) {
        if self.draft.with_untracked(|draft| draft.get(field) != text) {
            self.note_fill(field);
            self.put(field, text);
        }
    }

    fn put(&self, field: Field, text: &str) {
        self.draft.update(|draft| draft.set(field, text));
        if self.is_read(field) {
            self.origins.update(|origins| origins.retain(|(read, _)| *read != field));
        }
        if self.refused.with_untracked(|refused| refused.of(field).next().is_some()) {
            self.refused.update(|refused| {
                let rest: Vec<_> =
                    refused.iter().filter(|fault| fault.field != field).cloned().collect();
                *refused = rest.into();
            });
        }
        if field == Field::Bank {
            // A branch of another bank cannot stay.
            self.note_change(Field::Branch);
            self.draft.update(|draft| draft.set(Field::Branch, ""));
            self.directory.update(|directory| directory.branches.clear());
        }
        self.save();
    }

    /// Replaces the text of a field by the same in another form, which changes nothing that was said of it.
    fn put_in_place(&self, field: Field, text: &str) {
        self.note_change(field);
        self.draft.update(|draft| draft.set(field, text));
        self.save();
    }

    /// Offers a value for a field that the person has not filled.
    pub fn propose(&self, field: Field, text: &str) {
        if self.text_now(field).is_empty() {
            self.fill(field, text);
        }
    }

    /// The person has left a field: what they typed is made tidy, and from now on its faults are shown. An empty one waits until they
    /// want to go on.
    pub fn leave(&self, field: Field) {
        let typed = self.text_now(field);
        let tidy = self.tidy(field, &typed);
        if tidy != typed {
            self.put_in_place(field, &tidy);
        }
        if !tidy.is_empty() {
            self.asked.update(|asked| {
                asked.insert(field);
            });
        }
    }

    /// What was typed for a field, in the form in which it is kept.
    #[must_use]
    pub fn tidy(&self, field: Field, typed: &str) -> String {
        let today = untrack(|| self.session.today());
        self.directory.with_untracked(|tables| tidy::answer(field, typed, today, tables))
    }

    /// What blocks at a field and may be shown.
    #[must_use]
    pub fn error(&self, field: Field) -> Option<String> {
        // Nobody has to ask for what a look at the picture told.
        if let Some(words) = self.misread(field) {
            return Some(words);
        }
        if !self.asked.with(|asked| asked.contains(&field)) {
            return None;
        }
        let found = |faults: &Faults| {
            faults.of(field).find(|fault| fault.severity == Severity::Hard).cloned()
        };
        let fault = self.refused.with(found).or_else(|| self.faults.with(found))?;
        // A picture that is on its way is not missing, and holds nobody up before the submit.
        let kind = PictureKind::ALL.into_iter().find(|kind| kind.field() == field);
        match kind.map(|kind| self.slots.of(kind).transfer.get()) {
            Some(Transfer::Sending(_)) => None,
            Some(Transfer::Failed(problem)) if fault.code == FaultCode::Missing => {
                Some(problem.words())
            }
            _ => Some(words::fault(&fault)),
        }
    }

    /// What is advised at a field and may be shown.
    #[must_use]
    pub fn advice(&self, field: Field) -> Option<String> {
        if !self.asked.with(|asked| asked.contains(&field)) || self.error(field).is_some() {
            return None;
        }
        let found = |faults: &Faults| {
            faults.of(field).find(|fault| fault.severity == Severity::Soft).map(words::fault)
        };
        self.faults.with(found)
    }

    /// The fields of a step that block and may be shown, with the words: the summary on top of the page.
    #[must_use]
    pub fn shown_errors(&self, fields: &[Field]) -> Vec<(Field, String)> {
        fields.iter().filter_map(|field| Some((*field, self.error(*field)?))).collect()
    }

    /// The person wants to go on from these fields: all their faults are shown from now on. The first field that blocks,
    /// or nothing when the way is free.
    pub fn ask(&self, fields: &[Field]) -> Option<Field> {
        self.asked.update(|asked| asked.extend(fields));
        untrack(|| fields.iter().copied().find(|field| self.error(*field).is_some()))
    }

    /// Whether a field is a picture that is being sent.
    fn is_on_its_way(&self, field: Field) -> bool {
        let kind = PictureKind::ALL.into_iter().find(|kind| kind.field() == field);
        kind.is_some_and(|kind| self.slots.of(kind).transfer.with(Transfer::is_under_way))
    }

    /// Whether one of these fields is a picture that is being made of a chosen file.
    #[must_use]
    pub fn is_preparing(&self, fields: &[Field]) -> bool {
        PictureKind::ALL
            .into_iter()
            .filter(|kind| fields.contains(&kind.field()))
            .any(|kind| self.slots.of(kind).preparing.get())
    }

    /// Whether any picture is being sent.
    #[must_use]
    pub fn is_sending(&self) -> bool {
        PictureKind::ALL.into_iter().any(|kind| self.is_on_its_way(kind.field()))
    }

    /// The first of these fields that is not answered, or not rightly, whether it may be shown or not.
    #[must_use]
    pub fn first_blocking(&self, fields: &[Field]) -> Option<Field> {
        let is_hard = |faults: &Faults, field: Field| {
            faults.of(field).any(|fault| fault.severity == Severity::Hard)
        };
        let blocks = |field: &Field| {
            self.faults.with(|faults| is_hard(faults, *field))
                || self.refused.with(|faults| is_hard(faults, *field))
                || self.misread(*field).is_some()
        };
        fields.iter().copied().find(blocks)
    }

    /// Takes what the server found, and gives the first field of it.
    pub fn refuse(&self, faults: Faults) -> Option<Field> {
        let first =
            faults.iter().find(|fault| fault.severity == Severity::Hard).map(|fault| fault.field);
        self.asked.update(|asked| asked.extend(faults.iter().map(|fault| fault.field)));
        self.refused.set(faults);
        first
    }

    /// Whether the disclaimer in force was agreed to.
    #[must_use]
    pub fn agreed(&self) -> bool {
        let hard = |faults: &Faults| {
            faults.of(Field::Disclaimer).any(|fault| fault.severity == Severity::Hard)
        };
        self.is_begun() && !self.faults.with(hard) && !self.refused.with(hard)
    }

    /// The first step in which something blocks that time alone does not mend.
    #[must_use]
    pub fn unfinished(&self) -> Option<Step> {
        let of = |faults: &Faults| {
            let hard = faults.iter().filter(|fault| fault.severity == Severity::Hard);
            let hard = hard.filter(|fault| !self.is_on_its_way(fault.field));
            hard.filter_map(|fault| Step::of(fault.field)).min()
        };
        let misread = PictureKind::ALL.map(PictureKind::field);
        let misread = misread.into_iter().filter(|field| self.misread(*field).is_some());
        let misread = misread.filter_map(Step::of).min();
        self.faults.with(of).into_iter().chain(self.refused.with(of)).chain(misread).min()
    }
}
