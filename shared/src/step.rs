//! The four steps of the 北京民生一卡通 wizard: which fields each asks, and where a person left off.

use crate::{
    Date, application, directory::Directory, draft::Draft, english, fault::Severity, field::Field,
    language::Language,
};

/// A step of the wizard (guide, part 三, 第四步).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 1 身份识别.
    Identity,
    /// 2 基本信息.
    Basic,
    /// 3 制卡信息.
    Card,
    /// 4 领卡方式.
    Delivery,
}

impl Step {
    /// The steps in their order.
    pub const ALL: [Self; 4] = [Self::Identity, Self::Basic, Self::Card, Self::Delivery];

    /// The guide's title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Identity => "身份识别",
            Self::Basic => "基本信息",
            Self::Card => "制卡信息",
            Self::Delivery => "领卡方式",
        }
    }

    /// The title in a language.
    #[must_use]
    pub const fn title_in(self, language: Language) -> &'static str {
        match language {
            Language::ZhCn => self.title(),
            Language::En => english::field::title(self),
        }
    }

    /// The fields that the step asks, in the order of the page.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Identity => &[
                Field::EmblemSide,
                Field::PortraitSide,
                Field::Name,
                Field::DocumentType,
                Field::IdNumber,
                Field::Nationality,
                Field::Sex,
                Field::Ethnicity,
                Field::BirthDate,
                Field::ValidFrom,
                Field::ValidUntil,
                Field::Authority,
            ],
            Self::Basic => &[Field::District, Field::Address, Field::Occupation, Field::Landline],
            Self::Card => &[Field::Photo, Field::Mobile, Field::Bank, Field::Branch],
            Self::Delivery => &[
                Field::Delivery,
                Field::Recipient,
                Field::RecipientMobile,
                Field::MailRegion,
                Field::MailAddress,
                Field::Postcode,
            ],
        }
    }

    /// The step that asks a field; none for the consents, which have pages of their own.
    #[must_use]
    pub fn of(field: Field) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.fields().contains(&field))
    }

    /// The step after this one.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Identity => Some(Self::Basic),
            Self::Basic => Some(Self::Card),
            Self::Card => Some(Self::Delivery),
            Self::Delivery => None,
        }
    }

    /// The first step in which something blocks, or nothing when all four are done.
    #[must_use]
    pub fn first_unfinished(draft: &Draft, today: Date, directory: &Directory) -> Option<Self> {
        let faults = application::check(draft, today, directory);
        faults
            .iter()
            .filter(|fault| fault.severity == Severity::Hard)
            .filter_map(|fault| Self::of(fault.field))
            .min()
    }
}
