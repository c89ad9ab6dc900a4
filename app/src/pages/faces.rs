//! 人脸识别 as every page that needs it has it: who asks for the moves, what is said aloud, and when a face is spent.

use leptos::prelude::*;
use sscard_shared::api::ErrorCode;

use super::Road;
use crate::{
    api::{self, ApiProblem},
    components::camera::face::FaceDesk,
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

/// Whether it must be said that no picture is compared with.
pub(super) fn sandbox(road: Road) -> Signal<bool> {
    Signal::derive(move || road.session.view().sandbox)
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
