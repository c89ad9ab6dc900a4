//! Never lose: the draft is kept on the device at every change and on the server soon after.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{PictureKind, SavedDraft},
    date,
    dictionary::Dictionary,
    draft::Draft,
    fault::Faults,
    field::Field,
    id_number::IdNumber,
};

use super::{Wizard, pictures::Transfer};
use crate::{
    api::{self, ApiProblem},
    draft, platform,
};

/// How long the person has to pause before the server gets the draft.
const PAUSE_MS: u32 = 2_000;

impl Wizard {
    /// Takes up the person's draft, from this device or from the server, whichever is newer; begins one where neither has any.
    pub async fn begin(&self) {
        let Some(owner) = self.session.owner_now() else { return };
        let here = draft::restore(&owner);
        let there = api::saved_draft().await.ok().flatten();
        if self.session.owner_now().as_ref() != Some(&owner) {
            // They left before the answer was there.
            return;
        }
        let is_newer =
            |there: &SavedDraft| here.as_ref().is_none_or(|here| there.saved_at > here.saved_at);
        if let Some(there) = there.filter(is_newer) {
            // Filled on another device: the pictures of this one belong to an older state.
            draft::pictures::wipe().await;
            self.take(there);
        } else if let Some(here) = here {
            self.take(here);
            // The last change may have been made moments before the page went away.
            let this = *self;
            spawn_local(async move { this.keep_there().await });
        } else {
            self.begin_anew();
        }
        self.propose_defaults();
        self.learn_person().await;
        self.restore_pictures(&owner);
    }

    fn take(&self, saved: SavedDraft) {
        self.asked.update(std::collections::BTreeSet::clear);
        self.refused.set(Faults::default());
        self.origins.update(Vec::clear);
        self.key.set(saved.key);
        self.saved_at.set(saved.saved_at);
        self.draft.set(saved.draft);
    }

    /// Most people hold a resident's card; who does not can say so.
    fn propose_defaults(&self) {
        if let Some(word) = Dictionary::DocumentType.words().first() {
            self.propose(Field::DocumentType, word.code);
        }
        self.propose(Field::Nationality, "CHN");
    }

    /// What the real name tells: the person need not type it twice.
    pub fn introduce(&self, name: &str, id_number: &str) {
        self.set(Field::Name, &self.tidy(Field::Name, name));
        self.set(Field::IdNumber, &self.tidy(Field::IdNumber, id_number));
        self.propose_from_number();
    }

    /// The number carries the birth date and the sex; both are offered, and remain the person's to correct. It also tells the
    /// document and the country, to which any other answer would be a fault: these two follow it.
    pub fn propose_from_number(&self) {
        let typed = self.text_now(Field::IdNumber);
        let Ok(number) = IdNumber::parse(&typed, untrack(|| self.session.today())) else { return };
        self.propose(Field::BirthDate, &date::iso(number.birth_date()));
        if let Some(sex) = number.sex() {
            self.propose(Field::Sex, sex.as_str());
        }
        self.set(Field::DocumentType, number.kind().document_type().as_str());
        self.set(Field::Nationality, number.country().as_str());
    }

    /// Keeps the draft here now, and there when the person pauses.
    pub fn keep(&self) {
        self.saved_at.set(platform::now());
        self.keep_here();
        let (this, kept_at_last) = (*self, self.draft_now());
        spawn_local(async move {
            TimeoutFuture::new(PAUSE_MS).await;
            if this.draft.try_with_untracked(|draft| *draft == kept_at_last) == Some(true) {
                this.keep_there().await;
            }
        });
    }

    /// Keeps the draft on this device.
    pub fn keep_here(&self) {
        if let Some(owner) = self.session.owner_now()
            && !self.key_now().is_empty()
        {
            draft::save(owner, self.saved());
        }
    }

    /// Keeps the draft on the server. It is kept here as well, so that failing to do so is no news for the person.
    pub async fn keep_there(&self) {
        if self.session.owner_now().is_some()
            && !self.key_now().is_empty()
            && !self.handing_in.get_untracked()
            && let Err(problem) = api::save_draft(&self.saved()).await
        {
            self.session.notice(&problem);
        }
    }

    fn saved(&self) -> SavedDraft {
        SavedDraft {
            key: self.key_now(),
            saved_at: self.saved_at.get_untracked(),
            draft: self.draft_now(),
        }
    }

    /// The network or the session is back: what could not be sent is sent.
    pub fn catch_up(&self) {
        let this = *self;
        spawn_local(async move { this.keep_there().await });
        for kind in PictureKind::ALL {
            if matches!(self.slots.of(kind).transfer.get_untracked(), Transfer::Failed(_)) {
                self.upload(kind);
            }
            self.read_if_failed(kind);
        }
    }

    /// The application is made: the draft has done its work, here and there.
    pub fn finish(&self) {
        self.forget();
        self.begin_anew();
        spawn_local(async {
            let _: Result<(), ApiProblem> = api::delete_draft().await;
        });
    }

    /// Nothing of the person stays on this device.
    pub fn forget(&self) {
        draft::wipe();
        self.put_aside();
    }

    /// The form is empty until it is known whose draft to take up; what is kept on this device stays.
    pub fn put_aside(&self) {
        self.slots.clear();
        self.person.set(None);
        self.licence.set(None);
        self.licence_away.set(false);
        self.mending.set(false);
        self.take(SavedDraft { key: String::new(), saved_at: 0, draft: Draft::new() });
    }

    fn begin_anew(&self) {
        self.take(SavedDraft {
            key: platform::new_key(),
            saved_at: platform::now(),
            draft: Draft::new(),
        });
        self.propose_defaults();
    }
}
