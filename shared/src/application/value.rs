//! One value on its own.

use crate::{
    Date,
    address::{Address, Authority},
    choice::{Bank, BranchCode, ChoiceError, Consent, Occupation, PictureId},
    code::{DeliveryMethod, District, DocumentType, Ethnicity, MailRegion, Sex},
    contact::{Landline, Mobile, Postcode},
    country::Country,
    date::BirthDate,
    directory::Directory,
    fault::{Fault, FaultCode, Faults, Refusal},
    field::Field,
    id_number::IdNumber,
    name::Name,
    normalise,
    validity::{ValidFrom, ValidUntil},
};

/// One value judged on its own, as the `check` command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The value in normal form, where it could be parsed.
    pub normalised: Option<String>,
    /// What is wrong with it.
    pub faults: Faults,
}

/// Judges one value without its neighbours: no rule between fields is applied.
///
/// An empty value is `missing`, except in the fields that nobody must fill: the landline, and the document type and
/// nationality, which the number tells too.
#[must_use]
pub fn check_value(field: Field, value: &str, today: Date, directory: &Directory) -> Checked {
    if normalise::text(value).is_empty() {
        return match field {
            Field::Landline | Field::DocumentType | Field::Nationality => {
                Checked { normalised: Some(String::new()), faults: Faults::default() }
            }
            _ => Checked { normalised: None, faults: vec![Fault::missing(field)].into() },
        };
    }
    match field {
        Field::EmblemSide | Field::PortraitSide | Field::Photo => {
            judged(field, PictureId::parse(value), |_| None)
        }
        Field::Name | Field::Recipient => judged(field, Name::parse(value), |_| None),
        Field::DocumentType => chosen(field, DocumentType::parse(value)),
        Field::IdNumber => judged(field, IdNumber::parse(value, today), |_| None),
        Field::Nationality => chosen(field, Country::parse(value)),
        Field::Sex => chosen(field, Sex::parse(value)),
        Field::Ethnicity => chosen(field, Ethnicity::parse(value)),
        Field::BirthDate => judged(field, BirthDate::parse(value, today), |_| None),
        Field::ValidFrom => judged(field, ValidFrom::parse(value), |from| from.fault_on(today)),
        Field::ValidUntil => judged(field, ValidUntil::parse(value), |until| until.fault_on(today)),
        Field::Authority => judged(field, Authority::parse(value), |_| None),
        Field::District => chosen(field, District::parse(value)),
        Field::Address | Field::MailAddress => {
            judged(field, Address::parse(value), |address| not_detailed(field, address))
        }
        Field::Occupation => judged(field, Occupation::parse(value, directory), |_| None),
        Field::Landline => judged(field, Landline::parse(value), |_| None),
        Field::Mobile | Field::RecipientMobile => {
            judged(field, Mobile::parse(value), |mobile| unusual_segment(field, mobile))
        }
        Field::Bank => judged(field, Bank::parse(value, directory), |_| None),
        Field::Branch => judged(field, BranchCode::parse(value, None, directory), |_| None),
        Field::Delivery => chosen(field, DeliveryMethod::parse(value)),
        Field::MailRegion => chosen(field, MailRegion::parse(value)),
        Field::Postcode => judged(field, Postcode::parse(value), |_| None),
        Field::Disclaimer => {
            judged(field, Consent::parse(value, &directory.disclaimer_version), |_| None)
        }
        Field::Pledge => judged(field, Consent::parse(value, &directory.pledge_version), |_| None),
    }
}

/// The advice of an address that does not seem to go down to the door.
pub(super) fn not_detailed(field: Field, address: &Address) -> Option<Fault> {
    (!address.is_detailed()).then(|| {
        Fault::soft(
            field,
            FaultCode::NotDetailed,
            "地址里没有门牌号，请补充到门牌号；没有门牌号的，可以继续",
        )
    })
}

/// The advice of a mobile number whose segment is not known to be given to people.
pub(super) fn unusual_segment(field: Field, mobile: &Mobile) -> Option<Fault> {
    mobile.is_unusual().then(|| {
        Fault::soft(
            field,
            FaultCode::UnusualSegment,
            "这个手机号的号段不常见，请核对；如确实无误，可以继续",
        )
    })
}

fn chosen<T: std::fmt::Display>(field: Field, value: Option<T>) -> Checked {
    judged(field, value.ok_or(ChoiceError::NotInTable), |_| None)
}

fn judged<T: std::fmt::Display, E: Refusal>(
    field: Field,
    parsed: Result<T, E>,
    advice: impl FnOnce(&T) -> Option<Fault>,
) -> Checked {
    match parsed {
        Ok(value) => Checked {
            normalised: Some(value.to_string()),
            faults: Vec::from_iter(advice(&value)).into(),
        },
        Err(refusal) => {
            Checked { normalised: None, faults: vec![Fault::refused(field, &refusal)].into() }
        }
    }
}
