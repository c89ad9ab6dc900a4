//! From an open dialog to a taken picture: when the camera runs, and that it stops.

use gloo_timers::callback::Timeout;
use leptos::{ev::Event, html, prelude::*, task::spawn_local};
use sscard_shared::api::PictureKind;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{
    feed::{Feed, Want, cameras},
    hint::Hint,
    stand_in, still,
    trouble::Trouble,
    watch::Watch,
};

/// How long a camera may take to give a picture before something is said.
const SILENT_MILLISECONDS: u32 = 15_000;
/// The seconds of 自拍倒计时.
const COUNT: u8 = 3;

/// Where things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The camera was asked for, and there is no picture yet.
    Opening,
    /// The picture moves.
    Live,
    /// The picture is being kept.
    Taking,
    /// There is no picture.
    Blocked(Trouble),
}

/// The state of one dialog. Everything in it is a handle; copies are the same state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shooting {
    kind: PictureKind,
    on_file: Callback<File>,
    pub(super) video: NodeRef<html::Video>,
    pub(super) shutter: NodeRef<html::Button>,
    pub(super) phase: RwSignal<Phase>,
    pub(super) hint: RwSignal<Option<Hint>>,
    /// Whether the preview is shown as in a mirror.
    pub(super) mirrored: RwSignal<bool>,
    /// Whether there is another camera to change to.
    pub(super) several: RwSignal<bool>,
    /// Whether the shutter waits.
    pub(super) delayed: RwSignal<bool>,
    /// The seconds that are left, nought while nothing is counted.
    pub(super) counting: RwSignal<u8>,
    want: StoredValue<Want>,
    devices: StoredValue<Vec<String>>,
    /// Which asking is the newest. What an older one brings is let go of.
    turn: StoredValue<u32>,
    feed: StoredValue<Option<Feed>, LocalStorage>,
    watch: StoredValue<Option<Watch>, LocalStorage>,
    /// What rings while the camera is silent.
    silence: StoredValue<Option<Timeout>, LocalStorage>,
    /// What counts down.
    tick: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Shooting {
    pub(super) fn new(kind: PictureKind, on_file: Callback<File>) -> Self {
        Self {
            kind,
            on_file,
            video: NodeRef::new(),
            shutter: NodeRef::new(),
            phase: RwSignal::new(Phase::Opening),
            hint: RwSignal::new(None),
            mirrored: RwSignal::new(kind == PictureKind::Photo),
            several: RwSignal::new(false),
            delayed: RwSignal::new(false),
            counting: RwSignal::new(0),
            want: StoredValue::new(Want::first(kind)),
            devices: StoredValue::new(Vec::new()),
            turn: StoredValue::new(0),
            feed: StoredValue::new_local(None),
            watch: StoredValue::new_local(None),
            silence: StoredValue::new_local(None),
            tick: StoredValue::new_local(None),
        }
    }

    /// Asks for the camera.
    pub(super) fn begin(self) {
        self.stop();
        self.phase.set(Phase::Opening);
        let turn = self.turn.get_value();
        let alarm = Timeout::new(SILENT_MILLISECONDS, move || {
            // It is still waited for: whoever says yes after half a minute gets the picture.
            if self.phase.try_get_untracked() == Some(Phase::Opening) {
                self.phase.set(Phase::Blocked(Trouble::Silent));
            }
        });
        self.silence.set_value(Some(alarm));
        let want = self.want.get_value();
        spawn_local(async move {
            let opened = Feed::open(self.kind, &want, move || self.lost()).await;
            // Where the dialog was closed or another camera asked for meanwhile, this one is let go of right here.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match opened {
                Ok(feed) => self.connect(feed).await,
                Err(trouble) => self.block(trouble),
            }
        });
    }

    /// Asks for the stand-in of the sandbox, which serves as the camera from then on. The attempt with the browser's camera ends here, so that
    /// its failure does not end the one with the stand-in.
    pub(super) fn use_stand_in(self) {
        self.stop();
        self.phase.set(Phase::Opening);
        stand_in::lend(self.turn, move || self.begin(), move || self.block(Trouble::Unknown));
    }

    /// Turns the camera off, whatever is under way.
    pub(super) fn stop(self) {
        self.turn.try_update_value(|turn| *turn += 1);
        self.cancel_count();
        self.silence.try_set_value(None);
        self.watch.try_set_value(None);
        self.hint.try_set(None);
        if let Some(video) = self.video.try_get_untracked().flatten() {
            video.set_src_object(None);
        }
        self.feed.try_set_value(None);
    }

    /// The page was hidden or is seen again: nobody is filmed who does not see it.
    pub(super) fn seen_or_hidden(self) {
        let hidden = document().hidden();
        let running = self.feed.with_value(Option::is_some);
        if hidden && running {
            self.stop();
            self.phase.set(Phase::Opening);
        } else if !hidden && !running && self.silence.with_value(Option::is_none) {
            // While a question is open, it is not asked again: on some phones the question itself hides the page.
            if !matches!(self.phase.get_untracked(), Phase::Blocked(_)) {
                self.begin();
            }
        }
    }

    async fn connect(self, feed: Feed) {
        if document().hidden() {
            self.stop();
            return;
        }
        let Some(video) = self.video.get_untracked() else { return };
        self.mirrored.set(self.kind == PictureKind::Photo && !feed.looks_away());
        video.set_src_object(Some(feed.stream()));
        self.feed.set_value(Some(feed));
        if let Ok(played) = video.play() {
            // Where playing has to be asked for, the element plays by itself, or the silence is heard.
            let _ = JsFuture::from(played).await;
        }
        let devices = cameras().await;
        self.several.try_set(devices.len() > 1);
        self.devices.try_set_value(devices);
    }

    /// The first frame is there.
    pub(super) fn picture_came(self, _: Event) {
        if self.feed.with_value(Option::is_none) {
            return;
        }
        self.silence.set_value(None);
        self.phase.set(Phase::Live);
        let Some(video) = self.video.get_untracked() else { return };
        let hint = self.hint;
        let watch = Watch::start(self.kind, video, move |now| {
            if hint.try_get_untracked() != Some(Some(now)) {
                hint.try_set(Some(now));
            }
        });
        self.watch.set_value(watch);
        self.offer_shutter();
    }

    /// Puts the focus on the shutter, unless the person has gone to another of the controls.
    fn offer_shutter(self) {
        let elsewhere = document()
            .active_element()
            .and_then(|element| element.closest(".camera").ok().flatten())
            .is_some();
        if let Some(shutter) = self.shutter.get_untracked().filter(|_| !elsewhere) {
            let _ = shutter.focus();
        }
    }

    /// Changes to another camera.
    pub(super) fn switch(self) {
        let devices = self.devices.get_value();
        let other = self.feed.with_value(|feed| feed.as_ref().map(|feed| feed.other(&devices)));
        if let Some(other) = other {
            self.want.set_value(other);
            // Most phones run one camera at a time: the first is stopped before the next is asked for.
            self.begin();
        }
    }

    /// The shutter was pressed: now, after the count, or not at all.
    pub(super) fn press(self) {
        if self.phase.get_untracked() != Phase::Live {
            return;
        }
        if self.counting.get_untracked() > 0 {
            self.cancel_count();
        } else if self.delayed.get_untracked() && self.mirrored.get_untracked() {
            self.count(COUNT);
        } else {
            self.take();
        }
    }

    fn count(self, left: u8) {
        self.counting.set(left);
        if left == 0 {
            self.take();
            return;
        }
        let tick = Timeout::new(1000, move || self.count(left - 1));
        self.tick.set_value(Some(tick));
    }

    fn cancel_count(self) {
        self.tick.try_set_value(None);
        self.counting.try_set(0);
    }

    fn take(self) {
        let Some(video) = self.video.get_untracked() else { return };
        self.phase.set(Phase::Taking);
        self.watch.set_value(None);
        // What is kept is what is seen from now on.
        let _ = video.pause();
        let turn = self.turn.get_value();
        spawn_local(async move {
            let kept = still::keep(&video).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match kept {
                Ok(file) => {
                    self.stop();
                    self.on_file.run(file);
                }
                Err(trouble) => self.block(trouble),
            }
        });
    }

    fn lost(self) {
        if self.feed.try_with_value(Option::is_some) == Some(true) {
            self.block(Trouble::Lost);
        }
    }

    fn block(self, trouble: Trouble) {
        self.stop();
        self.phase.set(Phase::Blocked(trouble));
    }
}
