//! Judging pictures by the rules: `vision` measures, `shared` judges, and this module joins the two.

use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    field::Field,
    photo::{Measurements, PhotoSpec, PictureFormat, PictureRefusal, picture_refused},
};
use sscard_vision::{Limits, PictureError};

/// Measures a card photo, the person included.
pub(crate) fn measure_photo(bytes: &[u8], limits: &Limits) -> Result<Measurements, MeasureError> {
    Ok(crate::finder::portrait_finder()?.measure(bytes, limits)?)
}

/// Why a card photo was not measured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MeasureError {
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error(transparent)]
    Finder(#[from] crate::finder::ModelsNotBuiltIn),
}

/// The faults of a picture that was measured.
pub(crate) fn judge_measurements(kind: PictureKind, measured: &Measurements) -> Faults {
    PhotoSpec::of(kind).judge(measured)
}

/// The faults of a picture that could not be measured; `None` where the server is at fault.
pub(crate) fn refusal_faults(field: Field, error: &PictureError) -> Option<Faults> {
    // The server's memory ran out here, so the picture is not at fault.
    let refusal =
        error.refusal().filter(|refusal| !matches!(refusal, PictureRefusal::OutOfMemory))?;
    Some(vec![picture_refused(field, refusal)].into())
}

/// The name of a picture's format in the store.
pub(crate) fn format_name(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Png => "png",
        _ => "jpeg",
    }
}
