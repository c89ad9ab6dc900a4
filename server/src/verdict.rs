//! Pictures judged by the rules: `vision` measures, `shared` judges, and this joins the two.

use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    field::Field,
    photo::{Measurements, PhotoSpec, PictureFormat, PictureRefusal, picture_refused},
};
use sscard_vision::PictureError;

/// What is wrong with a picture that was measured.
pub(crate) fn of(kind: PictureKind, measured: &Measurements) -> Faults {
    PhotoSpec::of(kind).judge(measured)
}

/// What is wrong with a picture that could not even be measured; nothing where the fault is ours.
pub(crate) fn refusal(field: Field, error: &PictureError) -> Option<Faults> {
    let refusal = match error {
        PictureError::Empty => PictureRefusal::Empty,
        PictureError::TooManyBytes { .. } => PictureRefusal::TooManyBytes,
        PictureError::TooManyPixels { .. } => PictureRefusal::TooManyPixels,
        PictureError::UnsupportedFormat(format) => PictureRefusal::Unsupported(*format),
        PictureError::UnsupportedCoding(_) => PictureRefusal::UnsupportedCoding,
        PictureError::Damaged => PictureRefusal::Damaged,
        PictureError::TooSmall { .. } => PictureRefusal::TooSmall,
        PictureError::OutOfMemory { .. }
        | PictureError::BadCrop
        | PictureError::BadPixels { .. }
        | PictureError::WrongSize { .. }
        | PictureError::Encode => return None,
    };
    Some(vec![picture_refused(field, refusal)].into())
}

/// The container of a picture as the store names it.
pub(crate) fn container(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Png => "png",
        _ => "jpeg",
    }
}
