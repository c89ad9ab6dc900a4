//! Fields, steps and statuses. Where a person has to recognise a Chinese word on a card or sign, it stands in brackets.

use crate::{api::Status, field::Field, step::Step};

/// The label of a field.
pub(crate) const fn label(field: Field) -> &'static str {
    match field {
        Field::EmblemSide => "ID card, national emblem side (国徽面)",
        Field::PortraitSide => "ID card, personal details side (个人信息面)",
        Field::Name => "Name",
        Field::DocumentType => "Type of ID document",
        Field::IdNumber => "ID number",
        Field::Nationality => "Nationality",
        Field::Sex => "Sex",
        Field::Ethnicity => "Ethnic group (民族)",
        Field::BirthDate => "Date of birth",
        Field::ValidFrom => "Valid from",
        Field::ValidUntil => "Valid until",
        Field::Authority => "Issuing authority (签发机关)",
        Field::District => "District of residence",
        Field::Address => "Home address",
        Field::Occupation => "Occupation",
        Field::Landline => "Landline",
        Field::Photo => "Photo for the card",
        Field::Mobile => "Mobile number for the card",
        Field::Bank => "Bank that issues the card",
        Field::Branch => "Branch of the bank",
        Field::Delivery => "How to receive the card",
        Field::Recipient => "Recipient",
        Field::RecipientMobile => "Recipient's mobile number",
        Field::MailRegion => "Recipient's district or province",
        Field::MailAddress => "Postal address",
        Field::Postcode => "Postcode",
        Field::Disclaimer => "Disclaimer",
        Field::Pledge => "Applicant's undertaking",
    }
}

/// What to do where nothing was given.
pub(crate) const fn prompt(field: Field) -> &'static str {
    match field {
        Field::EmblemSide => "Please upload the national emblem side (国徽面) of the ID card.",
        Field::PortraitSide => {
            "Please upload the personal details side (个人信息面) of the ID card."
        }
        Field::Name => "Please enter the name.",
        Field::DocumentType => "Please choose the type of ID document.",
        Field::IdNumber => "Please enter the ID number.",
        Field::Nationality => "Please choose the nationality.",
        Field::Sex => "Please choose the sex.",
        Field::Ethnicity => "Please choose the ethnic group.",
        Field::BirthDate => "Please enter the date of birth.",
        Field::ValidFrom => "Please enter the day from which the document is valid.",
        Field::ValidUntil => {
            "Please enter the day until which the document is valid, or choose \"long-term\" where it has no end."
        }
        Field::Authority => "Please enter the issuing authority in Chinese, as on the emblem side.",
        Field::District => "Please choose the district of residence.",
        Field::Address => "Please enter the full address in Chinese, down to the door number.",
        Field::Occupation => "Please choose the occupation.",
        Field::Landline => "Please enter the landline.",
        Field::Photo => "Please upload the photo for the card.",
        Field::Mobile => "Please enter the mobile number for the card.",
        Field::Bank => "Please choose the bank that issues the card.",
        Field::Branch => "Please choose the branch of the bank.",
        Field::Delivery => "Please choose how to receive the card.",
        Field::Recipient => "Please enter the recipient.",
        Field::RecipientMobile => "Please enter the recipient's mobile number.",
        Field::MailRegion => "Please choose the recipient's district or province.",
        Field::MailAddress => "Please enter the postal address in Chinese.",
        Field::Postcode => "Please enter the postcode.",
        Field::Disclaimer => "Please read the disclaimer, and tick the box to agree.",
        Field::Pledge => "Please read the applicant's undertaking, and tick the box to agree.",
    }
}

/// The title of a step.
pub(crate) const fn title(step: Step) -> &'static str {
    match step {
        Step::Identity => "Identity",
        Step::Basic => "Basic details",
        Step::Card => "Card details",
        Step::Delivery => "Receiving the card",
    }
}

/// Where an application stands.
pub(crate) const fn status(status: Status) -> &'static str {
    match status {
        Status::Submitted => "Submitted, waiting for review",
        Status::Accepted => "Accepted",
        Status::Making => "Card being made",
        Status::AtBranch => "At the branch, ready to collect",
        Status::Mailed => "Posted",
        Status::Collected => "Received",
        Status::Returned => "Returned: please correct and submit again",
    }
}
