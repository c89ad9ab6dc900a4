//! What is said of a picture that cannot be used: `vision` tells the cause, `shared` has the words.

use sscard_shared::{
    api::PictureKind,
    fault::{Fault, Faults},
    photo::{picture_not_made, picture_refused},
};
use sscard_vision::PictureError;

/// The fault of a picture that could not be read, cut or written.
pub(super) fn of(kind: PictureKind, error: &PictureError) -> Faults {
    alone(match error.refusal() {
        Some(refusal) => picture_refused(kind.field(), refusal),
        // Not the picture's fault but ours, and the person can only begin anew.
        None => picture_not_made(kind.field()),
    })
}

fn alone(fault: Fault) -> Faults {
    Faults::from(vec![fault])
}
