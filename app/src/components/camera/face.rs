//! 人脸识别: a dialog with the live camera, before which a person does what is asked.

mod facing;
mod sending;

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::prelude::*;
use sscard_shared::{
    api::FaceChallenge,
    live::{Hint, Move},
};

use self::facing::{Facing, Phase};
use super::stand_in;
use crate::{
    components::dialog::{Dialog, Stand},
    platform, words,
};

/// An answer on its way; what went wrong comes in words for the person.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, String>>>>;

/// Who asks for the moves and takes the frames.
#[derive(Clone, Copy, Debug)]
pub struct FaceDesk {
    /// Gives a challenge.
    pub begin: fn() -> Answer<FaceChallenge>,
    /// Takes a frame: the challenge's id, which of its frames it is, and the JPEG file.
    pub send: fn(String, usize, Vec<u8>) -> Answer<()>,
}

/// A challenge that was done: every frame of it is at the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneFace {
    /// What is named where the face is used.
    pub id: String,
    /// Until when it is good, by the device's clock, in seconds.
    pub until: i64,
}

impl DoneFace {
    /// Whether it can still be used, with time to spare for the request.
    #[must_use]
    pub fn is_good(&self) -> bool {
        platform::now() + SPARE_SECONDS < self.until
    }
}

/// What a request may take that names a face.
const SPARE_SECONDS: i64 = 15;

/// The dialog; the camera runs while it is open, and never longer.
#[component]
pub fn FaceCheck(
    open: RwSignal<bool>,
    desk: FaceDesk,
    /// Everything asked for was done; the dialog is closed by then.
    on_done: Callback<DoneFace>,
    /// What is to be done now, to be said aloud by whoever can.
    on_say: Callback<&'static str>,
) -> impl IntoView {
    let done = Callback::new(move |face| {
        open.set(false);
        on_done.run(face);
    });
    view! {
        <Dialog open title=words().face.title stand=Stand::Full>
            {face_to_face(open, desk, done, on_say)}
        </Dialog>
    }
    .into_any()
}

/// What is in the dialog for as long as it is open.
fn face_to_face(
    open: RwSignal<bool>,
    desk: FaceDesk,
    done: Callback<DoneFace>,
    on_say: Callback<&'static str>,
) -> AnyView {
    let facing = Facing::new(desk, done);
    let listener = window_event_listener_untyped("visibilitychange", move |_| facing.hidden());
    on_cleanup(move || {
        listener.remove();
        facing.stop();
    });
    facing.begin();
    let hint = Memo::new(move |_| facing.hint.get());
    Effect::new(move |_| {
        if let Some(hint) = hint.get() {
            on_say.run(hint_words(hint));
        }
    });
    let ended = Memo::new(move |_| facing.ended());
    view! {
        <div class="camera" class:camera-blocked=move || ended.get().is_some()>
            {stage(facing)}
            <p class="camera-hint" class:camera-good=move || hint.get() == Some(Hint::Done) role="status">
                {move || hint.get().map(hint_words)}
            </p>
            {move || match ended.get() {
                Some(why) => way_out(facing, open, &why),
                None => foot(facing, open),
            }}
        </div>
    }
    .into_any()
}

/// The live picture, as in a mirror, with the place of the face.
fn stage(facing: Facing) -> AnyView {
    let waiting = move || match facing.phase.get() {
        Phase::Preparing => {
            Some(view! { <p>{words().face.preparing}</p><p>{words().camera.allow}</p> })
        }
        _ => None,
    };
    let asked = move || match facing.hint.get() {
        Some(Hint::Do(asked)) => Some(arrow(asked)),
        _ => None,
    };
    view! {
        <div class="camera-stage" data-camera="face" data-asked=move || facing.hint.get().and_then(asked_word)>
            <video
                node_ref=facing.video
                class="camera-video camera-mirror"
                aria-label=words().camera.live
                playsinline
                autoplay
                prop:muted=true
                on:loadeddata=move |_| facing.picture_came()
            ></video>
            <svg class="camera-guide" viewBox="0 0 300 400" aria-hidden="true" focusable="false">
                <path class="camera-shade" d="M-4000-4000H5000V5000H-4000ZM150 50C82 50 55 105 55 175S95 330 150 330 245 245 245 175 218 50 150 50Z"/>
                <path class="camera-outline" d="M150 50C82 50 55 105 55 175S95 330 150 330 245 245 245 175 218 50 150 50Z"/>
                {asked}
            </svg>
            <div class="camera-opening" role="status">{waiting}</div>
        </div>
    }
    .into_any()
}

/// Which way to go, as in the mirror: the person's left is on the left.
fn arrow(asked: Move) -> AnyView {
    let path = match asked {
        Move::TurnLeft => "M44 190H14M28 174L12 190L28 206",
        Move::TurnRight => "M256 190H286M272 174L288 190L272 206",
        Move::ComeCloser => "M150 44V14M134 28L150 12L166 28M150 336V366M134 352L150 368L166 352",
    };
    view! { <path class="camera-corners face-arrow" d=path/> }.into_any()
}

/// How far it has come, and the way to stop.
fn foot(facing: Facing, open: RwSignal<bool>) -> AnyView {
    // Where nothing is compared with, everybody should know it.
    let note = move || {
        facing.moves_alone.get().then(|| view! { <p class="face-note">{words().face.sandbox}</p> })
    };
    view! {
        <div class="face-foot">
            <p class="face-note">{move || facing.done.get().map(|(done, of)| words::face_moves_done(done, of))}</p>
            {note}
            {stand_in::offer(Callback::new(move |()| facing.use_stand_in()))}
            <button type="button" class="button" on:click=move |_| open.set(false)>{words().camera.cancel}</button>
        </div>
    }
    .into_any()
}

/// Why it did not come to an end, and what can be done instead.
fn way_out(facing: Facing, open: RwSignal<bool>, why: &Arc<str>) -> AnyView {
    let why = String::from(&**why);
    view! {
        <div class="camera-trouble">
            <p class="camera-trouble-title">{words().face.not_done}</p>
            <p role="alert">{why}</p>
            <p>{words().face.elsewhere}</p>
            <div class="stand-in">{stand_in::offer(Callback::new(move |()| facing.use_stand_in()))}</div>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>{words().camera.cancel}</button>
                <button type="button" class="button button-primary" on:click=move |_| facing.begin()>
                    {words().face.again_button}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// The move that is to be done now, by its word in the API: the stand-in of the sandbox follows it.
fn asked_word(hint: Hint) -> Option<&'static str> {
    match hint {
        Hint::Do(Move::TurnLeft) => Some("turn_left"),
        Hint::Do(Move::TurnRight) => Some("turn_right"),
        Hint::Do(Move::ComeCloser) => Some("come_closer"),
        _ => None,
    }
}

/// What a hint says.
fn hint_words(hint: Hint) -> &'static str {
    let face = &words().face;
    match hint {
        Hint::Dark => words().camera.too_dark,
        Hint::NoFace => face.no_face,
        Hint::SeveralFaces => face.several,
        Hint::Nearer => words().camera.nearer,
        Hint::Farther => words().camera.farther,
        Hint::Middle => words().camera.face_aside,
        Hint::Ahead => face.ahead,
        Hint::Do(Move::TurnLeft) => face.turn_left,
        Hint::Do(Move::TurnRight) => face.turn_right,
        Hint::Do(Move::ComeCloser) => face.come_closer,
        Hint::Again => face.again,
        Hint::Done => face.done,
    }
}
