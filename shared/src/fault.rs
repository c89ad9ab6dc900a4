//! What is wrong with a value, in a form that a program can act on and words that a person can act on.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{english, field::Field, language::Language};

/// Whether a fault stops the application or only advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Law or format: nothing can be submitted until it is mended.
    Hard,
    /// Quality or likelihood: the person is told, and may go on.
    Soft,
}

/// One fault of one field.
///
/// `message` is Chinese for the applicant and names the cause and the remedy; it never repeats the value that was typed,
/// so it may be logged by mistake without harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The field it belongs to.
    pub field: Field,
    /// The machine's word, stable: `missing`, `check_digit`, `expired`, …
    pub code: FaultCode,
    /// Whether it blocks.
    pub severity: Severity,
    /// Cause and remedy, in Chinese.
    pub message: String,
    /// What was measured, with its unit, where something was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<String>,
    /// What was wanted, with its unit, where something was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<String>,
}

/// Why a value was refused: an error whose words are for the applicant, with the machine's word for it.
pub trait Refusal: std::error::Error {
    /// The machine's word.
    fn code(&self) -> FaultCode;
}

impl Fault {
    /// A fault that blocks.
    #[must_use]
    pub fn hard(field: Field, code: FaultCode, message: impl Into<String>) -> Self {
        Self {
            field,
            code,
            severity: Severity::Hard,
            message: message.into(),
            measured: None,
            wanted: None,
        }
    }

    /// A fault that only advises.
    #[must_use]
    pub fn soft(field: Field, code: FaultCode, message: impl Into<String>) -> Self {
        Self { severity: Severity::Soft, ..Self::hard(field, code, message) }
    }

    /// The hard fault of a value that its type refused.
    #[must_use]
    pub fn refused(field: Field, refusal: &dyn Refusal) -> Self {
        Self::hard(field, refusal.code(), refusal.to_string())
    }

    /// The hard fault of a required field in which nothing was given.
    #[must_use]
    pub fn missing(field: Field) -> Self {
        Self::hard(field, FaultCode::Missing, field.prompt())
    }

    /// The hard fault of a picture id that is not one of the signed-in person's own pictures.
    #[must_use]
    pub fn not_owned(field: Field) -> Self {
        Self::hard(field, FaultCode::NotOwned, "没有找到您上传的这张图片，请重新上传")
    }

    /// The hard fault of a name or number that is not the signed-in person's.
    #[must_use]
    pub fn not_the_person(field: Field) -> Self {
        Self::hard(
            field,
            FaultCode::NotThePerson,
            "与实名认证的信息不一致，请填写本人信息；如需更换申领人，请退出后重新认证",
        )
    }

    /// Cause and remedy, in a language.
    #[must_use]
    pub fn words_in(&self, language: Language) -> Cow<'_, str> {
        match language {
            Language::ZhCn => Cow::Borrowed(&self.message),
            Language::En => english::fault::words(self),
        }
    }

    /// The same fault with what was measured and what was wanted.
    #[must_use]
    pub fn with_measure(self, measured: impl Into<String>, wanted: impl Into<String>) -> Self {
        Self { measured: Some(measured.into()), wanted: Some(wanted.into()), ..self }
    }
}

/// Every fault found, in the order of [`Field::ALL`]; may hold soft ones only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Whether nothing was found, not even advice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether something found here blocks.
    #[must_use]
    pub fn has_hard(&self) -> bool {
        self.0.iter().any(|fault| fault.severity == Severity::Hard)
    }

    /// The faults, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// The faults of one field, in order.
    pub fn of(&self, field: Field) -> impl Iterator<Item = &Fault> {
        self.0.iter().filter(move |fault| fault.field == field)
    }

    /// Adds one.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Puts the faults into the order in which a person meets the fields.
    pub fn sort(&mut self) {
        self.0.sort_by_key(|fault| Field::ALL.iter().position(|field| *field == fault.field));
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(faults: Vec<Fault>) -> Self {
        Self(faults)
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<Fault> for Faults {
    fn extend<I: IntoIterator<Item = Fault>>(&mut self, faults: I) {
        self.0.extend(faults);
    }
}

/// The machine's word for what is wrong, stable once published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// Nothing was given.
    Missing,
    /// Fewer characters than the field takes.
    TooShort,
    /// More characters than the field takes.
    TooLong,
    /// A character that the field does not take.
    Characters,
    /// Not of the form that the field takes; of a picture, not a kind that is taken.
    Format,
    /// An ID number of fifteen digits, void since 2013.
    FifteenDigits,
    /// The last character does not agree with the others (ISO 7064 MOD 11-2).
    CheckDigit,
    /// The first digits are of no province.
    Region,
    /// No day of the calendar.
    NotADate,
    /// A date that has not come yet.
    Future,
    /// A date longer ago than a person lives.
    TooLongAgo,
    /// A code that the table does not have.
    NotInTable,
    /// The document is no longer valid.
    Expired,
    /// The document is not valid yet.
    NotYetValid,
    /// The end is not after the beginning.
    Order,
    /// Not a term that is issued at that age (5, 10, 20 years or 长期).
    Term,
    /// Disagrees with another answer.
    Mismatch,
    /// Not open to people under eighteen.
    UnderAge,
    /// The branch is another bank's.
    OtherBank,
    /// The address names another district.
    OtherDistrict,
    /// A number segment that is not known to be in use.
    UnusualSegment,
    /// Lacks the detail that delivery needs, such as the door number.
    NotDetailed,
    /// Agreed to a text that is no longer in force.
    OldVersion,
    /// Names a picture that the person has not uploaded.
    NotOwned,
    /// Is not the name or number of the signed-in person.
    NotThePerson,
    /// A picture that cannot be read to its end.
    Damaged,
    /// A smaller file than the standard takes.
    TooFewBytes,
    /// A larger file than is taken.
    TooManyBytes,
    /// Not the size in pixels that is wanted.
    Pixels,
    /// A picture without colour.
    Grey,
    /// A picture of one colour: nothing is on it.
    Blank,
    /// The ground is not white.
    BackgroundColour,
    /// The ground is not even.
    BackgroundUneven,
    /// Not sharp.
    Blurred,
    /// Too dark.
    TooDark,
    /// Too bright.
    TooBright,
    /// Hazy: light and dark of the face lie too near to each other.
    LowContrast,
    /// Blown-out light on the face, its glasses, or the card.
    Glare,
    /// No face is seen.
    NoFace,
    /// More than one face is seen.
    SeveralFaces,
    /// The face is too small or too large.
    FaceWidth,
    /// The top of the hair is too near to the upper edge, too far from it, or cut off.
    HairTop,
    /// The eyes are too low.
    EyeLine,
    /// The head is not in the middle.
    OffCentre,
    /// The head leans to a side.
    Tilted,
    /// The face looks to a side.
    Turned,
    /// The card is small in its picture.
    CardSmall,
    /// A corner of the card is not on the picture.
    CardCut,
    /// No identity card is to be read on the picture.
    NotACard,
    /// A copy of a card on paper, not the card.
    PaperCopy,
    /// More than one card is on the picture.
    SeveralCards,
    /// The other side of the card.
    WrongSide,
    /// Not read surely enough to be offered: the person fills it in.
    NotRead,
}

impl FaultCode {
    /// Every code.
    pub const ALL: [Self; 53] = [
        Self::Missing,
        Self::TooShort,
        Self::TooLong,
        Self::Characters,
        Self::Format,
        Self::FifteenDigits,
        Self::CheckDigit,
        Self::Region,
        Self::NotADate,
        Self::Future,
        Self::TooLongAgo,
        Self::NotInTable,
        Self::Expired,
        Self::NotYetValid,
        Self::Order,
        Self::Term,
        Self::Mismatch,
        Self::UnderAge,
        Self::OtherBank,
        Self::OtherDistrict,
        Self::UnusualSegment,
        Self::NotDetailed,
        Self::OldVersion,
        Self::NotOwned,
        Self::NotThePerson,
        Self::Damaged,
        Self::TooFewBytes,
        Self::TooManyBytes,
        Self::Pixels,
        Self::Grey,
        Self::Blank,
        Self::BackgroundColour,
        Self::BackgroundUneven,
        Self::Blurred,
        Self::TooDark,
        Self::TooBright,
        Self::LowContrast,
        Self::Glare,
        Self::NoFace,
        Self::SeveralFaces,
        Self::FaceWidth,
        Self::HairTop,
        Self::EyeLine,
        Self::OffCentre,
        Self::Tilted,
        Self::Turned,
        Self::CardSmall,
        Self::CardCut,
        Self::NotACard,
        Self::PaperCopy,
        Self::SeveralCards,
        Self::WrongSide,
        Self::NotRead,
    ];
}
