//! From an open dialog to a challenge that was done: when the camera runs, what is looked at, and that it stops.

use std::sync::Arc;

use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use leptos::{html, prelude::*, task::spawn_local};
use sscard_shared::{
    api::{FaceChallenge, PictureKind},
    live::{Hint, Progress},
};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlVideoElement;

use super::{
    super::{
        feed::{self, Feed, Want},
        stand_in,
        still::Pad,
        trouble::Trouble,
    },
    DoneFace, FaceDesk,
    sending::Sending,
};
use crate::{imaging::Imaging, platform, words};

/// How long a camera may take to give a picture before something is said.
const SILENT_MILLISECONDS: u32 = 15_000;
/// Between two looks: enough for the browser to draw and to hear the person.
const BREATH_MILLISECONDS: u32 = 30;
/// The longest side of the frame that is looked at and sent. A face at arm's length has 100 pixels and more across.
const LONGEST: f64 = 480.0;
/// What is kept of the challenge's time for sending the last frame and using it.
const SPARE_SECONDS: u32 = 30;

/// Where things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The moves and the camera were asked for.
    Preparing,
    /// The picture moves.
    Live,
    /// It came to an end before it was done, for this reason.
    Ended(Arc<str>),
}

/// The state of one dialog. Everything in it is a handle; copies are the same state.
#[derive(Clone, Copy)]
pub(super) struct Facing {
    desk: FaceDesk,
    on_done: Callback<DoneFace>,
    pub(super) video: NodeRef<html::Video>,
    pub(super) phase: RwSignal<Phase>,
    pub(super) hint: RwSignal<Option<Hint>>,
    /// Moves that are done, and all of them.
    pub(super) done: RwSignal<Option<(usize, usize)>>,
    /// Nothing but the moves is judged.
    pub(super) moves_alone: RwSignal<bool>,
    /// Which beginning is the newest. What an older one brings is let go of.
    turn: StoredValue<u32>,
    challenge: StoredValue<Option<FaceChallenge>>,
    feed: StoredValue<Option<Feed>, LocalStorage>,
    helper: StoredValue<Option<Imaging>, LocalStorage>,
    /// What rings while the camera is silent, and then when the time is over.
    alarm: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Facing {
    pub(super) fn new(desk: FaceDesk, on_done: Callback<DoneFace>) -> Self {
        Self {
            desk,
            on_done,
            video: NodeRef::new(),
            phase: RwSignal::new(Phase::Preparing),
            hint: RwSignal::new(None),
            done: RwSignal::new(None),
            moves_alone: RwSignal::new(false),
            turn: StoredValue::new(0),
            challenge: StoredValue::new(None),
            feed: StoredValue::new_local(None),
            helper: StoredValue::new_local(None),
            alarm: StoredValue::new_local(None),
        }
    }

    /// Why it came to an end, where it did.
    pub(super) fn ended(self) -> Option<Arc<str>> {
        match self.phase.get() {
            Phase::Ended(why) => Some(why),
            Phase::Preparing | Phase::Live => None,
        }
    }

    /// Asks for moves and for the camera.
    pub(super) fn begin(self) {
        self.stop();
        self.phase.set(Phase::Preparing);
        if !feed::is_possible() {
            return self.end(words().face.no_camera);
        }
        let turn = self.turn.get_value();
        spawn_local(async move {
            let challenge = (self.desk.begin)().await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let challenge = match challenge {
                Ok(challenge) => challenge,
                Err(problem) => return self.end(&problem),
            };
            let of = challenge.moves.len();
            self.moves_alone.set(challenge.moves_alone);
            self.challenge.set_value(Some(challenge));
            self.done.set(Some((0, of)));
            self.ring(SILENT_MILLISECONDS, words().face.silent);
            let opened =
                Feed::open(PictureKind::Photo, &Want::Front, move || self.lost(turn)).await;
            // Where the dialog was closed meanwhile, the camera is let go of right here.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match opened {
                Ok(feed) => self.connect(feed).await,
                Err(trouble) => self.end(trouble_words(trouble)),
            }
        });
    }

    /// Asks for the stand-in of the sandbox, which serves as the camera from then on. The attempt with the browser's camera ends here, so that
    /// its failure does not end the one with the stand-in.
    pub(super) fn use_stand_in(self) {
        self.stop();
        self.phase.set(Phase::Preparing);
        stand_in::lend(self.turn, move || self.begin(), move || self.end(words().face.not_loaded));
    }

    /// Turns the camera off, whatever is under way.
    pub(super) fn stop(self) {
        self.turn.try_update_value(|turn| *turn += 1);
        self.alarm.try_set_value(None);
        self.hint.try_set(None);
        self.done.try_set(None);
        if let Some(Some(helper)) = self.helper.try_update_value(Option::take) {
            helper.end();
        }
        if let Some(video) = self.video.try_get_untracked().flatten() {
            video.set_src_object(None);
        }
        self.feed.try_set_value(None);
    }

    /// The page went behind another one: nobody is filmed who does not see it, and nobody does moves that they cannot see asked for.
    pub(super) fn hidden(self) {
        if document().hidden() && self.feed.with_value(Option::is_some) {
            self.end(words().face.went_away);
        }
    }

    /// The first frame is there.
    pub(super) fn picture_came(self) {
        let challenge = self.challenge.get_value();
        let (Some(challenge), Some(video)) = (challenge, self.video.get_untracked()) else {
            return;
        };
        if self.feed.with_value(Option::is_none) || self.phase.get_untracked() == Phase::Live {
            return;
        }
        self.phase.set(Phase::Live);
        let seconds = challenge.expires_in.saturating_sub(SPARE_SECONDS).max(1);
        self.ring(seconds * 1_000, words().face.over);
        let turn = self.turn.get_value();
        spawn_local(async move {
            let ended = self.watch(turn, challenge, &video).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match ended {
                Ok(face) => {
                    self.stop();
                    self.on_done.run(face);
                }
                Err(why) => self.end(&why),
            }
        });
    }

    /// Looks until everything is done, and sends what is to be sent.
    async fn watch(
        self,
        turn: u32,
        challenge: FaceChallenge,
        video: &HtmlVideoElement,
    ) -> Result<DoneFace, String> {
        let until = platform::now() + i64::from(challenge.expires_in);
        let pad = Pad::new().ok_or(words().camera.not_kept)?;
        let helper = Imaging::start(|_| {}).map_err(|_| words().face.not_loaded)?;
        self.helper.set_value(Some(helper.clone()));
        let sending = Sending::new(self.desk, challenge.id.clone());
        let mut progress = Progress::new(challenge.moves);
        while self.turn.try_get_value() == Some(turn) {
            TimeoutFuture::new(BREATH_MILLISECONDS).await;
            let Some(frame) = pad.frame(video, LONGEST) else { continue };
            let look = helper.face(&frame).await.map_err(|_| words().face.not_loaded)?;
            let seen = progress.see(&look);
            if self.hint.try_get_untracked() != Some(Some(seen.hint)) {
                self.hint.try_set(Some(seen.hint));
            }
            if let Some(at) = seen.keep {
                // The pad still holds the frame that was looked at.
                let jpeg = pad.jpeg().await.ok_or(words().camera.not_kept)?;
                sending.send(at, jpeg);
                self.done.try_set(Some(progress.done()));
            }
            if seen.hint == Hint::Done {
                sending.all().await?;
                return Ok(DoneFace { id: challenge.id, until });
            }
        }
        Err(String::new())
    }

    async fn connect(self, feed: Feed) {
        if document().hidden() {
            return self.end(words().face.went_away);
        }
        let Some(video) = self.video.get_untracked() else { return };
        video.set_src_object(Some(feed.stream()));
        self.feed.set_value(Some(feed));
        if let Ok(played) = video.play() {
            // Where playing has to be asked for, the element plays by itself, or the silence is heard.
            let _ = JsFuture::from(played).await;
        }
    }

    fn ring(self, milliseconds: u32, why: &'static str) {
        self.alarm.set_value(Some(Timeout::new(milliseconds, move || self.end(why))));
    }

    fn lost(self, turn: u32) {
        if self.turn.try_get_value() == Some(turn) {
            self.end(words().face.lost);
        }
    }

    fn end(self, why: &str) {
        self.stop();
        self.phase.try_set(Phase::Ended(why.into()));
    }
}

/// Cause and remedy, where no picture of the album can stand in for the camera.
fn trouble_words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Denied => words().face.denied,
        Trouble::Taken => words().face.in_use,
        Trouble::Silent => words().face.silent,
        Trouble::Lost => words().face.lost,
        Trouble::Missing | Trouble::Forbidden => words().face.no_camera,
        Trouble::NotKept | Trouble::Unknown => words().face.not_opened,
    }
}
