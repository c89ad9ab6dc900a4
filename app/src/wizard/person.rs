//! What is known of the person and need not be asked: what they proved, what their number tells, what their electronic licence tells.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{LicenceView, PersonView, PictureKind},
    date,
    directory::Directory,
    door::Door,
    field::Field,
    id_number::IdNumber,
};

use super::{Wizard, pictures::Transfer};
use crate::{api, door::door, draft};

impl Wizard {
    /// Asks the server for the operator's tables. The built-in ones, or those that are here, stand in while it does not answer.
    pub async fn learn_tables(&self) {
        if let Ok(told) = api::directory().await {
            self.take_tables(told);
        }
    }

    /// Takes the operator's tables; the branches that are here stay, for those come by themselves.
    pub fn take_tables(&self, told: Directory) {
        self.directory.update(|tables| {
            let Directory { branches, branches_whole, .. } = std::mem::replace(tables, told);
            (tables.branches, tables.branches_whole) = (branches, branches_whole);
        });
    }

    /// Who this is, where it was learnt.
    #[must_use]
    pub fn person_now(&self) -> Option<PersonView> {
        self.person.get_untracked()
    }

    /// Asks the server who this is, and fills in what it tells. What could not be asked for is typed.
    pub async fn learn_person(&self) {
        let Some(owner) = self.session.owner_now() else { return };
        let person = api::person().await.ok();
        let licence = match self.text_now(Field::EmblemSide).is_empty() {
            true => None,
            false => api::eligibility().await.ok().flatten().and_then(|view| view.licence),
        };
        if self.session.owner_now().as_ref() != Some(&owner) {
            // They left before the answer was there.
            return;
        }
        self.licence.set(licence.as_ref().map(ids));
        if let Some(person) = person {
            if self.text_now(Field::Name).is_empty() || self.text_now(Field::IdNumber).is_empty() {
                self.introduce(&person.name, &person.id_number);
            }
            self.propose(Field::Mobile, person.mobile.as_deref().unwrap_or_default());
            self.person.set(Some(person));
        }
    }

    /// The server knows another number of the person from now on.
    pub fn take_mobile(&self, mobile: &str) {
        self.person.update(|person| {
            if let Some(person) = person {
                person.mobile = Some(mobile.to_owned());
            }
        });
        self.set(Field::Mobile, mobile);
        self.leave(Field::Mobile);
    }

    /// Whether an answer is known rather than given: it is shown, and not asked.
    #[must_use]
    pub fn is_known(&self, field: Field) -> bool {
        let text = self.text(field);
        if text.is_empty() {
            return false;
        }
        let proved = |of: fn(&PersonView) -> Option<&str>| {
            self.person.with(|person| person.as_ref().and_then(of) == Some(text.as_str()))
        };
        match field {
            Field::Name => proved(|person| Some(&person.name)),
            Field::IdNumber => proved(|person| Some(&person.id_number)),
            Field::Mobile => proved(|person| person.mobile.as_deref()),
            Field::DocumentType | Field::Nationality | Field::Sex | Field::BirthDate => {
                self.is_known(Field::IdNumber)
                    && self.told_by_number(field).as_deref() == Some(&text)
            }
            _ => false,
        }
    }

    /// What the number tells of another answer.
    fn told_by_number(&self, field: Field) -> Option<String> {
        let number = IdNumber::parse(&self.text(Field::IdNumber), self.session.today()).ok()?;
        match field {
            Field::DocumentType => Some(number.kind().document_type().as_str().to_owned()),
            Field::Nationality => Some(number.country().as_str().to_owned()),
            Field::Sex => number.sex().map(|sex| sex.as_str().to_owned()),
            Field::BirthDate => Some(date::iso(number.birth_date())),
            _ => None,
        }
    }

    /// The electronic licence takes the place of both pictures, and fills in what stands on it.
    pub fn take_licence(&self, licence: &LicenceView) {
        for (field, text) in licence.answers.iter() {
            // What was typed stays: where the person is registered need not be where they live.
            self.propose(field, text);
        }
        for (kind, view) in [
            (PictureKind::EmblemSide, &licence.emblem_side),
            (PictureKind::PortraitSide, &licence.portrait_side),
        ] {
            self.remove_picture(kind);
            self.set(kind.field(), &view.id);
            self.slots.of(kind).transfer.set(Transfer::Done);
        }
        self.licence.set(Some(ids(licence)));
    }

    /// Whether the electronic licence stands in for the pictures.
    #[must_use]
    pub fn uses_licence(&self) -> bool {
        self.licence.with(|ids| {
            ids.as_ref().is_some_and(|(emblem, portrait)| {
                self.draft.with(|draft| {
                    draft.get(Field::EmblemSide) == emblem
                        && draft.get(Field::PortraitSide) == portrait
                })
            })
        })
    }

    /// The person would rather send pictures of the card itself. The licence stays known, for it to be taken back.
    pub fn leave_licence(&self) {
        for kind in [PictureKind::EmblemSide, PictureKind::PortraitSide] {
            self.remove_picture(kind);
        }
    }

    /// Brings the pictures back, but for those of a licence where the form says that it stands in for them.
    pub(super) fn restore_pictures(&self, owner: &str) {
        for kind in PictureKind::ALL {
            if kind != PictureKind::Photo
                && door() == Door::Jingtong
                && untrack(|| self.uses_licence())
            {
                self.slots.of(kind).transfer.set(Transfer::Done);
                let owner = owner.to_owned();
                spawn_local(async move { draft::pictures::remove(&owner, kind).await });
            } else {
                let (this, owner) = (*self, owner.to_owned());
                spawn_local(async move { this.restore_picture(&owner, kind).await });
            }
        }
    }
}

fn ids(licence: &LicenceView) -> (String, String) {
    (licence.emblem_side.id.clone(), licence.portrait_side.id.clone())
}
