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
    components::camera::face::FaceDesk,
    words,
};

/// The server.
pub(super) const DESK: FaceDesk = FaceDesk {
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
pub(super) fn say(road: Road) -> Callback<&'static str> {
    Callback::new(move |words: &'static str| {
        if road.settings.elder.get_untracked() && road.settings.aloud.get_untracked() {
            road.reader.say(&[words.to_owned()]);
        }
    })
}

/// Whether a face that was named in a request can be named in no other.
pub(super) fn is_spent(problem: &ApiProblem) -> bool {
    match problem {
        ApiProblem::Refused { code, .. } => {
            matches!(code, ErrorCode::FaceFailed | ErrorCode::NotMatched)
        }
        // It may have been used before the answer was lost, or before the service behind the server failed.
        ApiProblem::Offline | ApiProblem::Slow | ApiProblem::Server { .. } => true,
        ApiProblem::SignedOut | ApiProblem::Faults(_) | ApiProblem::Busy { .. } => false,
    }
}
