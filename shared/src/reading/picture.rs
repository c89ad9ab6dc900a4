//! What is wrong with the picture itself.

use super::{CardReading, Sheet, Side, side::Seen};
use crate::{
    api::PictureKind,
    fault::{Fault, FaultCode, Faults},
    field::Field,
};

/// Below this share of colour a sheet is taken for a black and white copy: cards are printed in colour all over.
const MIN_COLOURED: f64 = 0.002;

/// The faults of a sheet as a picture. They advise: an old or worn card may not be legible to us, and its holder has no other.
pub(super) fn faults(sheet: &Sheet, seen: &Seen) -> Faults {
    let field = seen.side.map_or(Field::PortraitSide, Side::field);
    let mut faults = Faults::default();
    if seen.side.is_none() && !seen.is_permanent_residence {
        faults.push(Fault::soft(
            field,
            FaultCode::NotACard,
            "照片上没有认出身份证，请上传本人身份证原件的照片，四角完整、文字清晰、不反光；确认无误也可以继续，并手工填写",
        ));
    }
    if seen.side.is_some() && (sheet.another_card || seen.is_several) {
        faults.push(Fault::soft(
            field,
            FaultCode::SeveralCards,
            "照片上不止一张证件或不止一面，请一次只拍一张身份证的一面",
        ));
    }
    let is_grey = sheet.coloured.is_some_and(|coloured| coloured < MIN_COLOURED);
    if seen.side.is_some() && is_grey {
        faults.push(Fault::soft(
            field,
            FaultCode::PaperCopy,
            "照片像是黑白复印件，复印件不能用于申领，请上传证件原件的彩色照片",
        ));
    }
    faults
}

/// The reading of a picture that was given as one of this kind: what is wrong with the picture stands at that kind's field, and
/// the other side of the card is told as such (soft, for nothing is lost: the two pictures can be exchanged).
#[must_use]
pub fn for_picture(reading: CardReading, kind: PictureKind) -> CardReading {
    let Some(of_kind) = Side::of(kind) else { return reading };
    let CardReading { side, fields, faults } = reading;
    let mut faults: Faults = faults
        .into_iter()
        .map(|fault| match fault.field {
            Field::PortraitSide | Field::EmblemSide => Fault { field: of_kind.field(), ..fault },
            _ => fault,
        })
        .collect::<Vec<Fault>>()
        .into();
    let words = match (side, of_kind) {
        (Some(Side::Emblem), Side::Portrait) => {
            Some("这是身份证的国徽面，请上传有姓名和照片的一面（个人信息面）")
        }
        (Some(Side::Portrait), Side::Emblem) => {
            Some("这是身份证的个人信息面，请上传有国徽的一面（国徽面）")
        }
        (Some(Side::Portrait | Side::Emblem) | None, _) => None,
    };
    faults.extend(words.map(|words| Fault::soft(of_kind.field(), FaultCode::WrongSide, words)));
    faults.sort();
    CardReading { side, fields, faults }
}
