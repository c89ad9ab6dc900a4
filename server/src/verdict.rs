//! stub
use sscard_shared::{
    api::PictureKind,
    fault::{Fault, FaultCode, Faults, Severity},
    field::Field,
    photo::{Measurements, PHOTO_HEIGHT, PHOTO_WIDTH},
};
use sscard_vision::{Picture, PictureError};
pub fn card_photo(m: &Measurements) -> Faults {
    let mut f = Faults::default();
    if (m.width, m.height) != (PHOTO_WIDTH, PHOTO_HEIGHT) {
        f.push(fault(Field::Photo, FaultCode::Pixels));
    }
    f
}
pub fn id_picture(kind: PictureKind, picture: &Picture, _b: &[u8]) -> Faults {
    let mut f = Faults::default();
    if picture.width() < 300 {
        f.push(fault(kind.field(), FaultCode::Pixels));
    }
    f
}
pub fn refusal(field: Field, _e: &PictureError) -> Faults {
    vec![fault(field, FaultCode::Damaged)].into()
}
fn fault(field: Field, code: FaultCode) -> Fault {
    Fault {
        field,
        code,
        severity: Severity::Hard,
        message: "图片不合要求".into(),
        measured: None,
        wanted: None,
    }
}
