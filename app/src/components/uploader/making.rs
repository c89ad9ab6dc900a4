//! From a chosen file to a ready picture: one worker at a time, ended as soon as nobody needs it.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{api::PictureKind, fault::Faults, photo::Framing};
use web_sys::File;

use crate::{
    imaging::{
        Imaging, Preview, ReadyPicture,
        engine::Problem,
        job::{Corners, Stage},
    },
    platform::host::{self, NoPicture},
    words,
};

/// How often a better photo is asked for before the person may go on with what there is, flagged for a human.
const NUDGES: u8 = 2;

/// The state of making one picture. Everything in it is a handle; copies are the same state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Making {
    kind: PictureKind,
    on_ready: Callback<ReadyPicture>,
    /// The worker; its picture stays decoded in it while the crop dialog is open.
    imaging: StoredValue<Option<Imaging>, LocalStorage>,
    /// The file that the picture was made of, for adjusting it once more.
    file: StoredValue<Option<File>, LocalStorage>,
    /// Whether there is such a file.
    pub(super) adjustable: RwSignal<bool>,
    /// A ready photo about which there is advice, until the person decides.
    made: RwSignal<Option<ReadyPicture>>,
    /// How often the person was asked for a better photo.
    nudges: RwSignal<u8>,
    /// What the worker is busy with.
    pub(super) stage: RwSignal<Option<Stage>>,
    /// Why the last file could not be used.
    pub(super) refused: RwSignal<Vec<String>>,
    /// The picture in the crop dialog.
    pub(super) preview: RwSignal<Option<Preview>>,
    /// Whether the crop dialog is open.
    pub(super) cropping: RwSignal<bool>,
    /// Why the last cut could not be used.
    pub(super) crop_faults: RwSignal<Vec<String>>,
}

impl Making {
    pub(super) fn new(
        kind: PictureKind,
        nudges: RwSignal<u8>,
        on_ready: Callback<ReadyPicture>,
    ) -> Self {
        Self {
            kind,
            on_ready,
            imaging: StoredValue::new_local(None),
            file: StoredValue::new_local(None),
            adjustable: RwSignal::new(false),
            made: RwSignal::new(None),
            nudges,
            stage: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            preview: RwSignal::new(None),
            cropping: RwSignal::new(false),
            crop_faults: RwSignal::new(Vec::new()),
        }
    }

    /// Takes a file: a card's side is straightened and made at once, a card photo is opened for cropping.
    pub(super) fn begin(self, file: File) {
        self.file.set_value(Some(file.clone()));
        self.adjustable.set(true);
        self.start(file, self.kind == PictureKind::Photo);
    }

    /// Takes a file that the person chooses through the application around the page.
    pub(super) fn begin_from_host(self) {
        spawn_local(async move {
            match host::pick_picture().await {
                Ok(file) => self.begin(file),
                Err(NoPicture::Cancelled) => {}
                Err(NoPicture::Failed) => {
                    self.refused.try_set(vec![words().crop.not_handed_over.to_owned()]);
                }
            }
        });
    }

    /// Opens the file once more, for cropping the photo or setting the card's corners.
    pub(super) fn adjust(self) {
        if let Some(file) = self.file.try_get_value().flatten() {
            self.start(file, true);
        }
    }

    /// Opens a file in a worker of its own, and then the dialog or, without asking, the way to a card's side.
    fn start(self, file: File, by_hand: bool) {
        self.stop();
        self.refused.set(Vec::new());
        let stage = self.stage;
        let imaging = match Imaging::start(move |now| {
            stage.try_set(Some(now));
        }) {
            Ok(imaging) => imaging,
            Err(problem) => return self.refuse(&problem),
        };
        self.imaging.set_value(Some(imaging.clone()));
        spawn_local(async move {
            let opened = imaging.open(self.kind, &file).await;
            match opened {
                Ok(preview) if !by_hand => {
                    let made = imaging.straighten(self.kind, preview.corners).await;
                    self.finished(made);
                }
                opened => self.opened(opened),
            }
        });
    }

    /// Ends whatever is under way and gives its memory back.
    pub(super) fn stop(self) {
        self.imaging.try_update_value(|imaging| {
            if let Some(imaging) = imaging.take() {
                imaging.end();
            }
        });
        self.stage.try_set(None);
    }

    /// Cuts the card photo; a photo without faults is taken at once, one with advice waits for the person.
    pub(super) fn cut(self, cut: Framing) {
        self.forget_verdict();
        let Some(imaging) = self.imaging.try_get_value().flatten() else { return };
        spawn_local(async move {
            let made = imaging.crop(self.kind, cut).await;
            if made.as_ref().is_ok_and(|ready| !ready.faults.is_empty()) {
                self.nudges.try_update(|nudges| *nudges = nudges.saturating_add(1));
            }
            self.weigh(made);
        });
    }

    /// Straightens the card by corners that the person has set, or takes the whole picture.
    pub(super) fn straighten(self, corners: Option<Corners>) {
        self.forget_verdict();
        let Some(imaging) = self.imaging.try_get_value().flatten() else { return };
        spawn_local(async move {
            let made = imaging.straighten(self.kind, corners).await;
            self.weigh(made);
        });
    }

    /// What the dialog does with what was made in it.
    fn weigh(self, made: Result<ReadyPicture, Problem>) {
        self.stage.try_set(None);
        match made {
            Ok(ready) if ready.faults.is_empty() => self.take(ready),
            Ok(ready) => {
                self.made.try_set(Some(ready));
            }
            Err(Problem::Ended) => {}
            Err(problem @ Problem::Refused(_)) => {
                self.crop_faults.try_set(problem.words());
            }
            // The worker is gone and the opened picture with it: the dialog cannot go on.
            Err(problem) => {
                self.refuse(&problem);
                self.cropping.try_set(false);
            }
        }
    }

    /// Whether a photo about which there is advice may be used: the person was asked for a better one often enough.
    pub(super) fn usable(self) -> bool {
        self.nudges.get() > NUDGES
    }

    /// The crop has changed: what was said of the last cut is no longer true.
    pub(super) fn forget_verdict(self) {
        if !self.crop_faults.with_untracked(Vec::is_empty) {
            self.crop_faults.set(Vec::new());
        }
        if self.made.with_untracked(Option::is_some) {
            self.made.set(None);
        }
    }

    /// The advice about the photo that waits, empty where none waits.
    pub(super) fn advice(self) -> Vec<String> {
        self.made
            .with(|made| made.as_ref().map(|ready| messages(&ready.faults)).unwrap_or_default())
    }

    /// The person takes the photo although there is advice.
    pub(super) fn use_made(self) {
        if let Some(ready) = self.made.get_untracked() {
            self.take(ready);
        }
    }

    /// After the crop dialog was closed.
    pub(super) fn leave_crop(self) {
        if self.preview.with_untracked(Option::is_some) {
            self.preview.set(None);
            self.forget_verdict();
            self.stop();
        }
    }

    fn opened(self, opened: Result<Preview, Problem>) {
        self.stage.try_set(None);
        match opened {
            Ok(preview) => {
                self.preview.try_set(Some(preview));
                self.cropping.try_set(true);
            }
            Err(problem) => self.refuse(&problem),
        }
    }

    fn finished(self, made: Result<ReadyPicture, Problem>) {
        match made {
            Ok(ready) => self.take(ready),
            Err(problem) => self.refuse(&problem),
        }
    }

    fn take(self, ready: ReadyPicture) {
        self.stop();
        self.on_ready.try_run(ready);
        self.cropping.try_set(false);
    }

    fn refuse(self, problem: &Problem) {
        // Who stopped it knows why, and a newer file may be under way.
        if *problem == Problem::Ended {
            return;
        }
        self.stop();
        self.refused.try_set(problem.words());
    }
}

fn messages(faults: &Faults) -> Vec<String> {
    faults.iter().map(words::fault).collect()
}
