//! What is wrong with what was typed or chosen.

use crate::{fault::Severity, field::Field};

pub(super) const fn too_short(field: Field) -> &'static str {
    match field {
        Field::Name | Field::Recipient => {
            "The name needs at least two characters. Please enter it in full."
        }
        Field::IdNumber => {
            "The ID number has fewer than 18 characters. Please check for any left out."
        }
        Field::Mobile | Field::RecipientMobile => {
            "The mobile number has fewer than 11 digits. Please check for any left out."
        }
        Field::Postcode => "The postcode has fewer than 6 digits. Please check it.",
        Field::Address | Field::MailAddress => {
            "The address is too short. Please enter it in full, down to the door number."
        }
        Field::Authority => {
            "The issuing authority is too short. Please enter its full name from the emblem side, such as 北京市公安局海淀分局."
        }
        _ => "This is too short. Please check it.",
    }
}

pub(super) const fn too_long(field: Field) -> &'static str {
    match field {
        Field::Name | Field::Recipient => {
            "The name is too long: at most 25 Chinese characters, or 50 Latin letters. Please check it."
        }
        Field::IdNumber => {
            "The ID number has more than 18 characters. Please check for any too many."
        }
        Field::Mobile | Field::RecipientMobile => {
            "The mobile number has more than 11 digits. Please check for any too many."
        }
        Field::Postcode => "The postcode has more than 6 digits. Please check it.",
        Field::Address | Field::MailAddress => {
            "The address is too long: at most 100 characters. Please shorten it."
        }
        Field::Authority => {
            "The issuing authority is too long. Please enter it as it stands on the emblem side."
        }
        _ => "This is too long. Please check it.",
    }
}

pub(super) const fn characters(field: Field) -> &'static str {
    match field {
        Field::Name | Field::Recipient => {
            "A name is written in Chinese characters or in letters, not in both, and without digits or signs. Please enter it as on the document; type copied characters again, for they may be radicals that only look right; for characters that cannot be typed, please call 96066."
        }
        Field::IdNumber => {
            "The ID number can only hold digits and letters. Please delete other signs."
        }
        Field::Mobile | Field::RecipientMobile => {
            "The mobile number can only hold digits. Please delete other characters."
        }
        Field::Landline => {
            "The landline can only hold digits and hyphens. Please delete other characters; without a landline this can stay empty."
        }
        Field::Postcode => "The postcode can only hold digits. Please delete other characters.",
        Field::Address | Field::MailAddress => {
            "The address holds characters that cannot be used. Please use Chinese characters, letters, digits and common punctuation only; type copied characters again, for they may be radicals that only look right."
        }
        Field::Authority => {
            "The issuing authority can only hold Chinese characters. Please enter it as it stands on the emblem side, and type copied characters again, for they may be radicals that only look right."
        }
        _ => "This holds characters that cannot be used. Please delete them.",
    }
}

pub(super) const fn format(field: Field) -> &'static str {
    match field {
        Field::Name | Field::Recipient => {
            "Dots and hyphens can only stand one at a time inside a name. Please check it."
        }
        Field::IdNumber => {
            "The ID number is not of the right form: 18 digits, of which only the last may be X. Please check it."
        }
        Field::Mobile | Field::RecipientMobile => {
            "A mobile number begins with 13 to 19. Please enter an 11-digit number of the Chinese mainland."
        }
        Field::Landline => {
            "The landline is not of the right form. Please enter area code and number, such as 010-12345678; a mobile number belongs to the card details, and without a landline this can stay empty."
        }
        Field::Postcode => "No postcode of the mainland begins with 9. Please check it.",
        Field::Address | Field::MailAddress => {
            "The address cannot be digits or letters alone. Please enter it in Chinese, down to the door number."
        }
        Field::BirthDate | Field::ValidFrom | Field::ValidUntil => {
            "The date is not of the right form. Please enter year, month and day, such as 2024-01-01."
        }
        Field::Branch => {
            "The code of the branch is not of the right form. Please choose the branch from the list again."
        }
        Field::EmblemSide | Field::PortraitSide | Field::Photo => {
            "This picture cannot be used as it is. Please upload it again as a JPG or PNG picture; if it is of another kind, please take a screenshot of it and upload that."
        }
        _ => "This is not of the right form. Please check it.",
    }
}

pub(super) const fn not_a_date(field: Field) -> &'static str {
    match field {
        Field::IdNumber => {
            "The date of birth in the ID number does not exist. Please check digits 7 to 14."
        }
        _ => "The calendar has no such day. Please check year, month and day.",
    }
}

pub(super) const fn future(field: Field) -> &'static str {
    match field {
        Field::IdNumber => {
            "The date of birth in the ID number is after today. Please check digits 7 to 14."
        }
        _ => "The date cannot be after today. Please check the year.",
    }
}

pub(super) const fn too_long_ago(field: Field) -> &'static str {
    match field {
        Field::IdNumber => {
            "The date of birth in the ID number is too long ago. Please check digits 7 to 14."
        }
        _ => "The date is too long ago. Please check the year.",
    }
}

pub(super) const fn not_in_table(field: Field) -> &'static str {
    match field {
        Field::IdNumber => {
            "The country code in the ID number does not exist. Please check the number."
        }
        _ => "This choice is not on offer. Please choose from the list again.",
    }
}

pub(super) const fn order(field: Field) -> &'static str {
    match field {
        Field::ValidFrom => {
            "The document would begin before the date of birth. Please check both dates."
        }
        _ => "The document has to end after it begins. Please check both dates.",
    }
}

pub(super) const fn term(severity: Severity) -> &'static str {
    match severity {
        Severity::Hard => {
            "The dates fit no term of an ID card: 5 years when issued under the age of 16, 10 years from 16 to 25, 20 years from 26 to 45, long-term from 46. Please check both dates."
        }
        Severity::Soft => {
            "The dates are unusual: a residence permit mostly lasts 5 years, and a permanent resident card 10 years, or 5 under the age of 18. Please check both dates."
        }
    }
}

/// A mismatch blocks where two answers disagree, and advises where a picture says something else.
pub(super) const fn mismatch(field: Field, severity: Severity) -> &'static str {
    match (field, severity) {
        (Field::Name, _) => {
            "The name on a resident ID card is in Chinese characters. Please enter it as on the card."
        }
        (Field::DocumentType, _) => {
            "The type of document does not agree with the ID number. Please check both."
        }
        (Field::Nationality, _) => {
            "The nationality does not agree with the ID number. Please check both."
        }
        (Field::Sex, Severity::Hard) => {
            "The sex does not agree with the ID number. Please check both."
        }
        (Field::BirthDate, Severity::Hard) => {
            "The date of birth does not agree with the ID number. Please check both."
        }
        (Field::Sex, Severity::Soft) => {
            "The sex on the picture does not agree with the ID number. Please compare them with the picture."
        }
        (Field::BirthDate, Severity::Soft) => {
            "The date of birth on the picture does not agree with the ID number. Please compare them with the picture."
        }
        (Field::IdNumber, _) => {
            "The ID number on the picture does not agree with the date of birth or the sex. Please compare them with the picture."
        }
        (Field::ValidUntil, _) => {
            "The validity on the picture is not one of 5, 10 or 20 years, or long-term, that has begun. Please compare it with the picture."
        }
        (Field::Authority, _) => {
            "The issuing authority is not of the province of the ID number. Please check that both sides are of one ID card; if you have moved, you can go on."
        }
        (Field::Postcode, _) => {
            "The postcode does not agree with the recipient's district or province (those of Beijing begin with 10). Please check it; if it is right, you can go on."
        }
        _ => "This does not agree with another answer. Please check both.",
    }
}

pub(super) const fn other_district(field: Field) -> &'static str {
    match field {
        Field::MailAddress => {
            "The address does not agree with the recipient's district or province. Please check both; if they are right, you can go on."
        }
        _ => {
            "The address does not agree with the district of residence. Please check both; if they are right, you can go on."
        }
    }
}
