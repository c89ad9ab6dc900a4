//! 人脸识别 as every page that needs it has it: who asks for the moves, whose face it has to be, what is said aloud, and when a face is
//! spent.

use leptos::prelude::*;
use sscard_shared::{
    api::{ErrorCode, PersonView},
    field::Field,
    mask,
};

use super::{Road, answers::shown};
use crate::{
    api::{self, ApiProblem},
    components::{
        camera::face::{DoneFace, FaceCheck, FaceDesk},
        field::control_id,
        notice::Problem,
    },
    platform, words,
};

/// The server.
const DESK: FaceDesk = FaceDesk {
    begin: || Box::pin(async { api::begin_face().await.map_err(|problem| problem.words()) }),
    send: |id, at, jpeg| {
        Box::pin(
            async move { api::send_frame(&id, at, &jpeg).await.map_err(|problem| problem.words()) },
        )
    },
};

/// Whose face it has to be, where that is known: masked, and not asked.
pub(super) fn who(person: &PersonView) -> AnyView {
    let number = shown(Field::IdNumber, &mask::id_number(&person.id_number));
    view! {
        <dl class="cells answers" data-silent="">
            <div class="answer"><dt>{words::label(Field::Name)}</dt><dd>{mask::name(&person.name)}</dd></div>
            <div class="answer"><dt>{words::label(Field::IdNumber)}</dt><dd>{number}</dd></div>
        </dl>
    }
    .into_any()
}

/// Says what is to be done, where the person wants pages read aloud.
fn say(road: Road) -> Callback<&'static str> {
    Callback::new(move |words: &'static str| {
        if road.settings.elder.get_untracked() && road.settings.aloud.get_untracked() {
            road.reader.say(&[words.to_owned()]);
        }
    })
}

/// The end of a form that ends with a face: the face, the request that names it, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct Ending {
    facing: RwSignal<bool>,
    face: RwSignal<Option<DoneFace>>,
    problem: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Ending {
    pub(super) fn new() -> Self {
        Self {
            facing: RwSignal::new(false),
            face: RwSignal::new(None),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// The face for the request, which is under way from now on, where nothing is under way already and nothing is at fault. Else the
    /// person is brought to what has to be done first: the first control at fault, or the camera. A face that was recognised a moment ago
    /// need not be shown again because of a mistyped number.
    pub(super) fn ready(
        self,
        judge: impl FnOnce() -> Vec<(&'static str, RwSignal<Option<String>>)>,
    ) -> Option<DoneFace> {
        if self.busy.get_untracked() {
            return None;
        }
        let judged = judge();
        if let Some((first, _)) =
            judged.iter().find(|(_, fault)| fault.with_untracked(Option::is_some))
        {
            platform::focus(&control_id(first));
            return None;
        }
        self.problem.set(None);
        let done = self.face.get_untracked().filter(DoneFace::is_good);
        match done {
            Some(_) => self.busy.set(true),
            None => self.facing.set(true),
        }
        done
    }

    /// The request is over; what it met is told.
    pub(super) fn refused(self, met: &ApiProblem) {
        if is_spent(met) {
            self.face.try_set(None);
        }
        self.busy.try_set(false);
        self.problem.try_set(Some(met.words()));
    }

    /// The request is over.
    pub(super) fn rest(self) {
        self.busy.try_set(false);
    }

    /// The form around `asked`, with its button `word`, and the camera. `go_on` is called at the button, and again after the face.
    pub(super) fn form(
        self,
        road: Road,
        asked: AnyView,
        word: &'static str,
        go_on: impl Fn() + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let on_face = Callback::new(move |done| {
            self.face.set(Some(done));
            go_on();
        });
        view! {
            <form
                novalidate
                on:keydown=|event| platform::enter_goes_on(&event)
                on:submit=move |event| { event.prevent_default(); go_on(); }
            >
                {asked}
                <p class="elsewhere">{words().face.elsewhere}</p>
                <Problem words=self.problem.into()/>
                <div class="actions actions-plain">
                    <button type="submit" class="button button-primary" aria-disabled=move || self.busy.get().then_some("true")>
                        {move || if self.busy.get() { words().checking } else { word }}
                    </button>
                </div>
            </form>
            <FaceCheck open=self.facing desk=DESK on_done=on_face on_say=say(road)/>
        }
        .into_any()
    }
}

/// Whether a face that was named in a request can be named in no other.
fn is_spent(problem: &ApiProblem) -> bool {
    match problem {
        ApiProblem::Refused { code, .. } => {
            matches!(code, ErrorCode::FaceFailed | ErrorCode::NotMatched)
        }
        // It may have been used before the answer was lost, or before the service behind the server failed.
        ApiProblem::Offline | ApiProblem::Slow | ApiProblem::Server { .. } => true,
        ApiProblem::SignedOut | ApiProblem::Faults(_) | ApiProblem::Busy { .. } => false,
    }
}
