//! Never lose: the draft is kept on the device at every change and on the server soon after.

use std::collections::BTreeSet;

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ErrorCode, PictureKind, SavedDraft},
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
    draft::{self, LocalDraft},
    platform,
};

/// How long the person has to pause before the server gets the draft.
const PAUSE_MS: u32 = 2_000;
/// How long a save waits before it looks again whether the one before is done.
const TURN_MS: u32 = 50;
/// How many times in a row another device may save first before a save is left to the next change.
const MOST_MERGES: usize = 3;

/// How the draft stands to the one that the server keeps.
#[derive(Clone, Debug, Default)]
pub(super) struct Remote {
    /// The revision that the draft was made from; nothing where the server keeps none that is known.
    revision: Option<String>,
    /// What the person changed since then.
    unsent: BTreeSet<Field>,
    /// What the page filled in by itself.
    filled: BTreeSet<Field>,
    /// Whether a save is on its way. Each names the revision of the one before.
    is_saving: bool,
}

impl Wizard {
    /// Takes up the person's draft, from this device and from the server; begins one where neither has any.
    ///
    /// The server's order decides, not the clocks of devices: where another device has saved since, its draft counts, with what was changed
    /// here and did not reach the server put into it.
    pub async fn begin(&self) {
        let Some(owner) = self.session.owner_now() else { return };
        let local = draft::restore(&owner);
        let remote = api::drafts::saved_draft().await.ok().flatten();
        if self.session.owner_now().as_ref() != Some(&owner) {
            // They left before the answer was there.
            return;
        }
        match (local, remote) {
            (Some(local), remote) => {
                // Without an entity tag nothing tells whether it is another.
                let is_known =
                    |revision: &Option<String>| revision.is_some() && *revision == local.revision;
                let newer = remote.filter(|(_, revision)| !is_known(revision));
                let unsent = local.unsent.unwrap_or_else(|| {
                    // Kept before devices knew what they had sent: the later by their clocks counts, as it did then.
                    let is_older = newer
                        .as_ref()
                        .is_some_and(|(newer, _)| newer.saved_at > local.saved.saved_at);
                    if is_older {
                        BTreeSet::new()
                    } else {
                        local.saved.draft.iter().map(|(field, _)| field).collect()
                    }
                });
                let revision = local.revision;
                self.remote.set_value(Remote { revision, unsent, ..Remote::default() });
                self.adopt(local.saved);
                if let Some((saved, revision)) = newer {
                    for kind in self.merge(saved, revision) {
                        draft::pictures::remove(&owner, kind).await;
                    }
                }
                // The last change may have been made moments before the page went away.
                let this = *self;
                spawn_local(async move { this.save_remote().await });
            }
            (None, Some((saved, revision))) => {
                // Filled on another device: pictures that lie here belong to an older draft.
                draft::pictures::wipe().await;
                self.remote.set_value(Remote { revision, ..Remote::default() });
                self.adopt(saved);
            }
            (None, None) => self.begin_anew(),
        }
        self.propose_defaults();
        self.learn_person().await;
        self.restore_pictures(&owner);
    }

    fn adopt(&self, saved: SavedDraft) {
        self.asked.update(BTreeSet::clear);
        self.refused.set(Faults::default());
        self.origins.update(Vec::clear);
        self.key.set(saved.key);
        self.saved_at.set(saved.saved_at);
        self.draft.set(saved.draft);
    }

    /// Puts what was changed here and did not reach the server into a draft that another device has saved, and gives the pictures that are
    /// others now.
    fn merge(&self, newer: SavedDraft, revision: Option<String>) -> Vec<PictureKind> {
        let ours = self.draft_now();
        let mut merged = newer.draft;
        self.remote.update_value(|remote| {
            remote.revision = revision;
            // A branch belongs to its bank: where another bank was chosen elsewhere, so was the branch.
            let is_other_bank = merged.get(Field::Bank) != ours.get(Field::Bank);
            if is_other_bank && !remote.unsent.contains(&Field::Bank) {
                remote.unsent.remove(&Field::Branch);
            }
            for field in &remote.unsent {
                merged.set(*field, ours.get(*field));
            }
            for field in remote.filled.iter().filter(|field| !remote.unsent.contains(field)) {
                if merged.get(*field).is_empty() {
                    merged.set(*field, ours.get(*field));
                }
            }
        });
        let is_other = |field: Field| merged.get(field) != ours.get(field);
        let pictures = PictureKind::ALL.into_iter().filter(|kind| is_other(kind.field())).collect();
        self.origins.update(|origins| origins.retain(|(field, _)| !is_other(*field)));
        self.refused.update(|refused| {
            let kept = refused.iter().filter(|fault| !is_other(fault.field));
            *refused = kept.cloned().collect::<Vec<_>>().into();
        });
        if is_other(Field::Bank) {
            self.directory.update(|directory| directory.branches.clear());
        }
        self.key.set(newer.key);
        self.saved_at.set(newer.saved_at);
        self.draft.set(merged);
        pictures
    }

    /// Most people hold a resident's card; who does not can say so.
    fn propose_defaults(&self) {
        if let Some(word) = Dictionary::DocumentType.words().first() {
            self.propose(Field::DocumentType, word.code);
        }
        self.propose(Field::Nationality, "CHN");
    }

    /// The page filled in a field by itself.
    pub(super) fn note_fill(&self, field: Field) {
        self.remote.update_value(|remote| {
            remote.filled.insert(field);
        });
    }

    /// The person changed a field, which the server does not know yet.
    pub(super) fn note_change(&self, field: Field) {
        self.remote.update_value(|remote| {
            remote.unsent.insert(field);
        });
    }

    /// What the real name tells: the person need not type it twice.
    pub fn introduce(&self, name: &str, id_number: &str) {
        self.fill(Field::Name, &self.tidy(Field::Name, name));
        self.fill(Field::IdNumber, &self.tidy(Field::IdNumber, id_number));
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
        self.fill(Field::DocumentType, number.kind().document_type().as_str());
        self.fill(Field::Nationality, number.country().as_str());
    }

    /// Saves the draft on this device now, and on the server when the person pauses.
    pub fn save(&self) {
        self.saved_at.set(api::server_now());
        self.save_local();
        let (this, saved_at_last) = (*self, self.draft_now());
        spawn_local(async move {
            TimeoutFuture::new(PAUSE_MS).await;
            if this.draft.try_with_untracked(|draft| *draft == saved_at_last) == Some(true) {
                this.save_remote().await;
            }
        });
    }

    /// Saves the draft on this device.
    pub fn save_local(&self) {
        if let Some(owner) = self.session.owner_now()
            && !self.key_now().is_empty()
        {
            let (revision, unsent) =
                self.remote.with_value(|remote| (remote.revision.clone(), remote.unsent.clone()));
            let unsent = Some(unsent);
            draft::save(&LocalDraft { owner, saved: self.saved(), revision, unsent });
        }
    }

    /// Saves the draft on the server. It is saved here as well, so that failing to do so is no news for the person.
    pub async fn save_remote(&self) {
        while self.remote.try_with_value(|remote| remote.is_saving) == Some(true) {
            TimeoutFuture::new(TURN_MS).await;
        }
        self.remote.try_update_value(|remote| remote.is_saving = true);
        for _ in 0..MOST_MERGES {
            if !self.try_save_remote().await {
                break;
            }
        }
        self.remote.try_update_value(|remote| remote.is_saving = false);
    }

    /// Saves the draft on the server once, and tells whether to try again: another device had saved first, and its draft is merged now.
    async fn try_save_remote(&self) -> bool {
        let Some(owner) = self.session.owner_now() else { return false };
        // What the page filled in by itself every device fills in.
        let has_changes = self.remote.with_value(|remote| !remote.unsent.is_empty());
        if !has_changes || self.key_now().is_empty() || self.handing_in.get_untracked() {
            return false;
        }
        let sent = self.saved();
        let revision = self.remote.with_value(|remote| remote.revision.clone());
        let answer = api::drafts::save_draft(&sent, revision.as_deref()).await;
        if !self.is_still(&owner, &sent.key) {
            return false;
        }
        match answer {
            Ok(revision) => {
                let now = self.draft_now();
                self.remote.update_value(|remote| {
                    remote.revision = revision;
                    remote.unsent.retain(|field| now.get(*field) != sent.draft.get(*field));
                });
                self.save_local();
                false
            }
            Err(ApiProblem::Refused { code: ErrorCode::Changed, .. }) => {
                // What is being submitted stays as it is.
                !self.handing_in.get_untracked() && self.take_newer(&owner, &sent.key).await
            }
            Err(problem) => {
                self.session.notice(&problem);
                false
            }
        }
    }

    /// Merges the draft that another device has saved.
    async fn take_newer(&self, owner: &str, key: &str) -> bool {
        let newer = api::drafts::saved_draft_of(owner).await;
        if !self.is_still(owner, key) {
            return false;
        }
        match newer {
            Ok(Some((saved, revision))) => {
                let others = self.merge(saved, revision);
                self.propose_from_number();
                for kind in others {
                    self.slots.of(kind).clear();
                    draft::pictures::remove(owner, kind).await;
                    self.restore_picture(owner, kind).await;
                }
            }
            // Thrown away elsewhere: what is here begins it again.
            Ok(None) => self.remote.update_value(|remote| remote.revision = None),
            Err(problem) => {
                self.session.notice(&problem);
                return false;
            }
        }
        self.save_local();
        true
    }

    /// Whether the draft is still that of this person, under this key: answers come late.
    fn is_still(&self, owner: &str, key: &str) -> bool {
        self.session.owner_now().as_deref() == Some(owner) && self.key_now() == key
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
        spawn_local(async move { this.save_remote().await });
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
            let _: Result<(), ApiProblem> = api::drafts::delete_draft().await;
        });
    }

    /// Nothing of the person stays on this device.
    pub fn forget(&self) {
        draft::wipe();
        self.reset();
    }

    /// The form is empty until it is known whose draft to take up; what is kept on this device stays.
    pub fn reset(&self) {
        self.slots.clear();
        self.person.set(None);
        self.licence.set(None);
        self.licence_away.set(false);
        self.mending.set(false);
        self.remote.set_value(Remote::default());
        self.adopt(SavedDraft { key: String::new(), saved_at: 0, draft: Draft::new() });
    }

    fn begin_anew(&self) {
        self.remote.set_value(Remote::default());
        self.adopt(SavedDraft {
            key: platform::new_key(),
            saved_at: api::server_now(),
            draft: Draft::new(),
        });
        self.propose_defaults();
    }
}
