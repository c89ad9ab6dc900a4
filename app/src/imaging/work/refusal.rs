//! What is said of a picture that cannot be used: `vision` tells the cause, `shared` has the words.

use sscard_shared::{
    api::PictureKind,
    fault::{Fault, FaultCode, Faults},
    photo::picture_refused,
};
use sscard_vision::PictureError;

/// The fault of a picture that could not be read, cut or written.
pub(super) fn of(kind: PictureKind, error: &PictureError) -> Faults {
    alone(match error.refusal() {
        Some(refusal) => picture_refused(kind.field(), refusal),
        // Not the picture's fault but ours, and the person can only begin anew.
        None => Fault::hard(kind.field(), FaultCode::Damaged, "照片没有处理成功，请重新选择照片"),
    })
}

fn alone(fault: Fault) -> Faults {
    Faults::from(vec![fault])
}
