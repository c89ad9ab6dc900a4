//! Cause and remedy of every fault. A fault travels with Chinese words; the English is made here from what else it tells.

use std::borrow::Cow;

use super::{field, picture, typed};
use crate::{
    fault::{Fault, FaultCode},
    field::Field,
};

/// Cause and remedy of a fault.
pub(crate) fn words(fault: &Fault) -> Cow<'static, str> {
    let of = fault.field;
    match fault.code {
        FaultCode::Missing => field::prompt(of).into(),
        FaultCode::TooShort => typed::too_short(of).into(),
        FaultCode::TooLong => typed::too_long(of).into(),
        FaultCode::Characters => typed::characters(of).into(),
        FaultCode::Format => typed::format(of).into(),
        FaultCode::FifteenDigits => {
            "ID numbers of 15 digits have been void since 1 January 2013. Please enter the 18 characters on the second-generation ID card.".into()
        }
        FaultCode::CheckDigit => {
            "The ID number is mistyped: its last character does not agree with the others. Please compare it character by character.".into()
        }
        FaultCode::Region => {
            "The ID number begins with an area code that does not exist. Please check its first 6 digits.".into()
        }
        FaultCode::NotADate => typed::not_a_date(of).into(),
        FaultCode::Future => typed::future(of).into(),
        FaultCode::TooLongAgo => typed::too_long_ago(of).into(),
        FaultCode::NotInTable => typed::not_in_table(of).into(),
        FaultCode::Expired => {
            "The document has expired. Please apply with a new one; if the date is mistyped, please correct it.".into()
        }
        FaultCode::NotYetValid => {
            "The document is not valid yet: it begins after today. Please check the date, or apply once it is valid.".into()
        }
        FaultCode::Order => typed::order(of).into(),
        FaultCode::Term => typed::term(fault.severity).into(),
        FaultCode::Mismatch => typed::mismatch(of, fault.severity).into(),
        FaultCode::UnderAge => {
            "Under the age of 18 the card cannot be posted: a guardian has to collect it. Please choose to collect it at the branch.".into()
        }
        FaultCode::OtherBank => {
            "This branch does not belong to the chosen bank. Please choose another branch.".into()
        }
        FaultCode::OtherDistrict => typed::other_district(of).into(),
        FaultCode::UnusualSegment => {
            "This mobile number begins in an unusual way. Please check it; if it is right, you can go on.".into()
        }
        FaultCode::NotDetailed => {
            "The address has no door number. Please add it; if there is none, you can go on.".into()
        }
        FaultCode::OldVersion => {
            "The text has changed since. Please read it again, and tick the box to agree.".into()
        }
        FaultCode::NotOwned => {
            "This picture was not found among those that you uploaded. Please upload it again.".into()
        }
        FaultCode::NotThePerson => not_the_person(of).into(),
        FaultCode::NotRead => not_read(of),
        FaultCode::Damaged
        | FaultCode::TooFewBytes
        | FaultCode::TooManyBytes
        | FaultCode::Pixels
        | FaultCode::Grey
        | FaultCode::Blank
        | FaultCode::BackgroundColour
        | FaultCode::BackgroundUneven
        | FaultCode::Blurred
        | FaultCode::TooDark
        | FaultCode::TooBright
        | FaultCode::LowContrast
        | FaultCode::Glare
        | FaultCode::NoFace
        | FaultCode::SeveralFaces
        | FaultCode::FaceWidth
        | FaultCode::HairTop
        | FaultCode::EyeLine
        | FaultCode::OffCentre
        | FaultCode::Tilted
        | FaultCode::Turned
        | FaultCode::CardSmall
        | FaultCode::CardCut
        | FaultCode::NotACard
        | FaultCode::PaperCopy
        | FaultCode::SeveralCards
        | FaultCode::WrongSide => picture::words(fault),
    }
}

const fn not_the_person(field: Field) -> &'static str {
    match field {
        Field::EmblemSide | Field::PortraitSide => {
            "The ID card on the picture is not that of the verified person. Please upload your own ID card; to apply for another person, please sign out and verify again."
        }
        _ => {
            "This does not agree with your verified identity. Please enter your own details; to apply for another person, please sign out and verify again."
        }
    }
}

fn not_read(field: Field) -> Cow<'static, str> {
    [field::label(field), ": not clearly legible. Please fill it in from the picture."]
        .concat()
        .into()
}
