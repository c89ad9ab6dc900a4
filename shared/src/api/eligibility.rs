//! Whether a person may apply, and what their electronic licence tells.

use serde::{Deserialize, Serialize};

use super::PictureView;
use crate::{draft::Draft, field::Field};

/// Where a person stands with the card, as the register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Insured, and without a card on its way: may apply.
    Eligible,
    /// Not insured in Beijing, or not any more.
    NotInsured,
    /// A card is being made already, or an application is under way.
    InMaking,
    /// The register knows the number by another name.
    NotMatched,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Eligible, Self::NotInsured, Self::InMaking, Self::NotMatched];

    /// The word that travels.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NotInsured => "not_insured",
            Self::InMaking => "in_making",
            Self::NotMatched => "not_matched",
        }
    }

    /// The standing of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }
}

/// Asks for 资格校验.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EligibilityRequest {
    /// 访问授权: the version of it that the person agreed to, by which their electronic licence is used for the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
}

/// The answer to 资格校验.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityView {
    /// Where the person stands.
    pub standing: Standing,
    /// What their electronic licence tells, where they authorised its use and have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceView>,
    /// They authorised its use, and it could not be had or not be used: they may apply all the same, with pictures of their card.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub licence_problem: bool,
}

/// An electronic licence (电子证照) in place of pictures of the identity card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceView {
    /// What stands on it, as answers of the form.
    pub answers: Draft,
    /// Its picture of the side with the emblem, kept as the applicant's own.
    pub emblem_side: PictureView,
    /// Its picture of the side with the personal data, likewise.
    pub portrait_side: PictureView,
}

impl LicenceView {
    /// What a licence tells of the form, and nothing else: who the person is was proved, and what they agree to they say themselves.
    pub const FIELDS: [Field; 5] =
        [Field::Ethnicity, Field::ValidFrom, Field::ValidUntil, Field::Authority, Field::Address];
}

/// What the server knows of the person who is signed in, unmasked, for their own form. It is shown masked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// 姓名, as proved.
    pub name: String,
    /// 证件号码, as proved.
    pub id_number: String,
    /// The mobile number that signed in or was verified by a code, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
}

impl std::fmt::Debug for PersonView {
    /// Names and numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonView").finish_non_exhaustive()
    }
}

/// 更正: another mobile number, proved by a code sent to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MobileChange {
    /// The number, as typed.
    pub mobile: String,
    /// The six digits sent to it, as typed.
    pub code: String,
}
