//! Pictures judged by the rules: `vision` measures, `shared` judges, and this joins the two.

use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    field::Field,
    photo::{Measurements, PhotoSpec, PictureFormat, PictureRefusal, picture_refused},
};
use sscard_vision::{Limits, PictureError};

/// Measures a card photo, people included.
pub(crate) fn measure_photo(bytes: &[u8], limits: &Limits) -> Result<Measurements, Unmeasured> {
    Ok(crate::finder::people()?.measure(bytes, limits)?)
}

/// Why a card photo was not measured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unmeasured {
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error(transparent)]
    Finder(#[from] crate::finder::NotBuiltIn),
}

/// What is wrong with a picture that was measured.
pub(crate) fn of(kind: PictureKind, measured: &Measurements) -> Faults {
    PhotoSpec::of(kind).judge(measured)
}

/// What is wrong with a picture that could not even be measured; nothing where the fault is ours.
pub(crate) fn refusal(field: Field, error: &PictureError) -> Option<Faults> {
    // Here it is our memory that ran out, not the person's.
    let refusal =
        error.refusal().filter(|refusal| !matches!(refusal, PictureRefusal::OutOfMemory))?;
    Some(vec![picture_refused(field, refusal)].into())
}

/// The container of a picture as the store names it.
pub(crate) fn container(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Png => "png",
        _ => "jpeg",
    }
}
