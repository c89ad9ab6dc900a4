//! What is said of a picture that cannot be used: `vision` tells the cause, `shared` has the words.

use sscard_shared::{
    api::PictureKind,
    fault::{Fault, FaultCode, Faults},
    photo::{PHOTO_HEIGHT, PHOTO_WIDTH, picture_refused},
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

/// The fault of a whole picture that has fewer pixels than the card photo.
pub(super) fn too_small(kind: PictureKind, width: u32, height: u32) -> Faults {
    let words = format!(
        "照片只有{width}*{height}像素，不足制卡要求的{PHOTO_WIDTH}*{PHOTO_HEIGHT}像素，请选择原图或重新拍摄"
    );
    let fault = Fault::hard(kind.field(), FaultCode::Pixels, words);
    alone(fault.with_measure(
        format!("{width}×{height}像素"),
        format!("不小于{PHOTO_WIDTH}×{PHOTO_HEIGHT}像素"),
    ))
}

fn alone(fault: Fault) -> Faults {
    Faults::from(vec![fault])
}
