//! The three pictures of the form: shown at once, sent in the background, never asked for twice.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ErrorCode, PictureKind, PictureView},
    fault::{Faults, Severity},
};

use super::{
    Wizard,
    reading::{Placed, Reading},
};
use crate::{
    api::{
        self, ApiProblem,
        upload::{self, Upload},
    },
    draft,
    imaging::object_url::ShownPicture,
    words,
};

/// Where a picture stands on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// There is none.
    Idle,
    /// On its way: so many percent of it have gone.
    Sending(u8),
    /// The person stopped it.
    Stopped,
    /// It did not arrive.
    Failed(ApiProblem),
    /// The server has it.
    Done,
}

impl Transfer {
    /// Whether it is on its way.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Sending(_))
    }
}

/// One picture.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The bytes that are shown, and sent.
    pub shown: RwSignal<Option<Arc<[u8]>>>,
    /// Whether a chosen file is being made into a picture, which leaving the page would end.
    pub preparing: RwSignal<bool>,
    /// Where it stands.
    pub transfer: RwSignal<Transfer>,
    /// What is advised about it.
    pub advice: RwSignal<Faults>,
    /// How often the person was asked for a better one.
    pub nudges: RwSignal<u8>,
    /// Where its reading stands; a card photo is not read.
    pub reading: RwSignal<Reading>,
    /// What was done to put it right.
    pub placed: RwSignal<Option<Placed>>,
    /// The picture of the right side that was here before this one: it comes back if this one goes to the other side.
    pub(super) before: RwSignal<Option<Arc<[u8]>>>,
    /// The request that sends it; dropped, it ends.
    under_way: StoredValue<Option<Upload>, LocalStorage>,
    /// The picture for those who cut strips out of it, one URL for all of them.
    pub view: Memo<Option<Arc<ShownPicture>>>,
}

impl Slot {
    fn new() -> Self {
        let shown = RwSignal::new(None::<Arc<[u8]>>);
        Self {
            shown,
            preparing: RwSignal::new(false),
            transfer: RwSignal::new(Transfer::Idle),
            advice: RwSignal::new(Faults::default()),
            nudges: RwSignal::new(0),
            reading: RwSignal::new(Reading::Idle),
            placed: RwSignal::new(None),
            before: RwSignal::new(None),
            under_way: StoredValue::new_local(None),
            view: Memo::new(move |_| {
                shown.with(|bytes| ShownPicture::of_jpeg(bytes.as_ref()?).map(Arc::new))
            }),
        }
    }

    pub(super) fn clear(&self) {
        self.shown.set(None);
        self.transfer.set(Transfer::Idle);
        self.advice.set(Faults::default());
        self.reading.set(Reading::Idle);
        self.placed.set(None);
        self.before.set(None);
        self.under_way.set_value(None);
    }

    /// Sends the bytes once, and tells how far they are.
    async fn send(self, kind: PictureKind, bytes: &Arc<[u8]>) -> Result<PictureView, ApiProblem> {
        let transfer = self.transfer;
        let (upload, answer) = upload::put_picture(kind, bytes, move |percent| {
            transfer.try_update(|now| {
                if now.is_under_way() {
                    *now = Transfer::Sending(percent);
                }
            });
        })?;
        self.under_way.set_value(Some(upload));
        answer.await
    }

    /// Whether it still sends these bytes: the person may have stopped that, or chosen another picture.
    fn sends(&self, bytes: &Arc<[u8]>) -> bool {
        self.shows(bytes) && self.transfer.with_untracked(Transfer::is_under_way)
    }

    /// Whether it still shows these bytes; another picture may have been chosen while these were on their way.
    #[must_use]
    pub fn shows(&self, bytes: &Arc<[u8]>) -> bool {
        self.shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, bytes)))
    }

    /// The first advice, in words.
    #[must_use]
    pub fn advice_words(&self) -> Option<String> {
        self.advice.with(|faults| {
            faults.iter().find(|fault| fault.severity == Severity::Soft).map(words::fault)
        })
    }
}

/// All three.
#[derive(Clone, Copy, Debug)]
pub struct Slots {
    slots: [Slot; 3],
}

impl Slots {
    pub(super) fn new() -> Self {
        Self { slots: [Slot::new(), Slot::new(), Slot::new()] }
    }

    /// The one of a kind.
    #[must_use]
    pub const fn of(&self, kind: PictureKind) -> Slot {
        match kind {
            PictureKind::EmblemSide => self.slots[0],
            PictureKind::PortraitSide => self.slots[1],
            PictureKind::Photo => self.slots[2],
        }
    }

    pub(super) fn clear(&self) {
        for slot in &self.slots {
            slot.clear();
        }
    }
}

/// Waits before another try.
const PAUSES_MS: [u32; 2] = [1_000, 4_000];

impl Wizard {
    /// Takes a picture that the person chose: shown, kept and sent.
    pub fn take_picture(&self, kind: PictureKind, bytes: Arc<[u8]>, faults: Faults) {
        let slot = self.slots.of(kind);
        let was_right = slot.reading.with_untracked(|reading| reading.is_complete(kind).is_some());
        let before = slot.shown.get_untracked().filter(|_| was_right);
        self.take_back(kind);
        slot.clear();
        slot.before.set(before);
        slot.shown.set(Some(bytes.clone()));
        slot.advice.set(faults);
        // Also where there was none before: this one counts before another device's.
        self.note_change(kind.field());
        self.set(kind.field(), "");
        if let Some(owner) = self.session.owner_now() {
            spawn_local(async move { draft::pictures::save(&owner, kind, &bytes).await });
        }
        self.upload(kind);
    }

    /// Takes a picture that the server has already, under this id.
    pub(super) fn take_given_picture(
        &self,
        kind: PictureKind,
        bytes: Arc<[u8]>,
        view: &PictureView,
    ) {
        let slot = self.slots.of(kind);
        self.take_back(kind);
        slot.shown.set(Some(bytes.clone()));
        slot.transfer.set(Transfer::Done);
        slot.advice.set(view.faults.clone());
        self.set(kind.field(), &view.id);
        if let Some(owner) = self.session.owner_now() {
            spawn_local(async move { draft::pictures::save(&owner, kind, &bytes).await });
        }
    }

    /// Takes a picture away.
    pub fn remove_picture(&self, kind: PictureKind) {
        self.take_back(kind);
        self.slots.of(kind).clear();
        self.set(kind.field(), "");
        if let Some(owner) = self.session.owner_now() {
            spawn_local(async move { draft::pictures::remove(&owner, kind).await });
        }
    }

    /// Sends a picture, more than once if need be.
    pub fn upload(&self, kind: PictureKind) {
        let slot = self.slots.of(kind);
        let Some(bytes) = slot.shown.get_untracked() else { return };
        slot.transfer.set(Transfer::Sending(0));
        let this = *self;
        spawn_local(async move {
            let mut answer = slot.send(kind, &bytes).await;
            for pause in PAUSES_MS {
                if !matches!(&answer, Err(problem) if problem.is_passing()) || !slot.sends(&bytes) {
                    break;
                }
                TimeoutFuture::new(pause).await;
                answer = slot.send(kind, &bytes).await;
            }
            if !slot.sends(&bytes) {
                return;
            }
            match answer {
                Ok(view) => {
                    slot.advice.set(view.faults);
                    slot.transfer.set(Transfer::Done);
                    this.set(kind.field(), &view.id);
                    this.read_picture(kind);
                }
                Err(problem) => {
                    this.session.notice(&problem);
                    slot.transfer.set(Transfer::Failed(problem));
                }
            }
        });
    }

    /// Stops sending a picture. It stays on this device and can be sent again.
    pub fn stop_upload(&self, kind: PictureKind) {
        let slot = self.slots.of(kind);
        if slot.transfer.with_untracked(Transfer::is_under_way) {
            slot.transfer.set(Transfer::Stopped);
            slot.under_way.set_value(None);
        }
    }

    /// How many pictures are on this device alone.
    #[must_use]
    pub fn unsent_pictures(&self) -> usize {
        let is_unsent = |kind: &PictureKind| {
            let slot = self.slots.of(*kind);
            slot.shown.with(Option::is_some) && slot.transfer.with(|now| *now != Transfer::Done)
        };
        PictureKind::ALL.iter().filter(|kind| is_unsent(kind)).count()
    }

    /// Which of the pictures that are on their way this is, and of how many.
    #[must_use]
    pub fn turn_of(&self, kind: PictureKind) -> (usize, usize) {
        let under_way =
            |kind: &PictureKind| self.slots.of(*kind).transfer.with(Transfer::is_under_way);
        let all: Vec<_> = PictureKind::ALL.into_iter().filter(under_way).collect();
        (all.iter().position(|one| *one == kind).map_or(1, |at| at + 1), all.len())
    }

    /// Brings a picture back after a reload: from this device, else from the server; one that never arrived is sent.
    pub(super) async fn restore_picture(&self, owner: &str, kind: PictureKind) {
        let slot = self.slots.of(kind);
        let id = self.text_now(kind.field());
        let kept = draft::pictures::restore(owner, kind).await;
        if draft::pictures::is_lost() {
            self.local_pictures_lost.try_set(true);
        }
        if let Some(bytes) = kept {
            slot.shown.set(Some(bytes));
            if id.is_empty() {
                self.upload(kind);
            } else {
                slot.transfer.set(Transfer::Done);
                self.read_picture(kind);
            }
        } else if !id.is_empty() {
            let answer = api::picture(&id).await;
            if self.text_now(kind.field()) != id {
                // Another was chosen, or the person left, before the answer was there.
                return;
            }
            match answer {
                Ok(bytes) => {
                    let bytes: Arc<[u8]> = bytes.into();
                    draft::pictures::save(owner, kind, &bytes).await;
                    slot.shown.set(Some(bytes));
                    slot.transfer.set(Transfer::Done);
                    self.read_picture(kind);
                }
                // The server no longer has it: the person is asked for it again rather than refused at the end.
                Err(ApiProblem::Refused { code: ErrorCode::NotFound, .. }) => {
                    self.set(kind.field(), "");
                }
                Err(_) => {}
            }
        }
    }
}
