//! The three doors of the guide: the same house, entered in three ways.

use serde::{Deserialize, Serialize};

use crate::{field::Field, step::Step};

/// An entrance of the guide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// 网上服务大厅 of the bureau (guide, part 一).
    Portal,
    /// 京通 (guide, part 二).
    Jingtong,
    /// 北京民生一卡通 (guide, part 三).
    #[default]
    Minsheng,
}

/// How a door lays its sections out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A section after the other, each a page of its own.
    Steps,
    /// All of them on one page, one beneath the other.
    OnePage,
    /// All of them on one page, two answers beside each other where there is room, pictures in dialogs.
    TwoColumns,
}

/// Fields that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the section is about.
    pub part: Part,
    /// What it asks, in its order.
    pub fields: &'static [Field],
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who applies.
    Identity,
    /// Where they live, what they do, and how they are reached.
    Basic,
    /// How the card reaches them.
    Delivery,
    /// Which bank makes it.
    Bank,
    /// The photo on the card.
    Photo,
    /// The pictures of the ID card.
    Pictures,
}

impl Door {
    /// The three, in the guide's order.
    pub const ALL: [Self; 3] = [Self::Portal, Self::Jingtong, Self::Minsheng];

    /// The word in the path.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Jingtong => "jingtong",
            Self::Minsheng => "minsheng",
        }
    }

    /// The door of a word in the path.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|door| door.name() == name)
    }

    /// How the door lays its sections out.
    #[must_use]
    pub const fn layout(self) -> Layout {
        match self {
            Self::Portal => Layout::TwoColumns,
            Self::Jingtong => Layout::OnePage,
            Self::Minsheng => Layout::Steps,
        }
    }

    /// The sections of a door that asks everything on one page, in the guide's order; none for the door of [`Step`]s.
    #[must_use]
    pub const fn sections(self) -> &'static [Section] {
        match self {
            Self::Portal => PORTAL,
            Self::Jingtong => JINGTONG,
            Self::Minsheng => &[],
        }
    }

    /// Every field that the door asks, in its order.
    #[must_use]
    pub fn fields(self) -> Vec<Field> {
        match self.layout() {
            Layout::Steps => Step::ALL.into_iter().flat_map(Step::fields).copied().collect(),
            Layout::OnePage | Layout::TwoColumns => {
                self.sections().iter().flat_map(|section| section.fields).copied().collect()
            }
        }
    }
}

/// Guide, part 一: the picture of 社会保障卡申请基本信息, read line by line.
const PORTAL: &[Section] = &[
    Section {
        part: Part::Identity,
        fields: &[
            Field::Name,
            Field::Photo,
            Field::DocumentType,
            Field::IdNumber,
            Field::Nationality,
            Field::EmblemSide,
            Field::PortraitSide,
            Field::ValidFrom,
            Field::ValidUntil,
            Field::Sex,
            Field::BirthDate,
            Field::Ethnicity,
            Field::Authority,
        ],
    },
    Section {
        part: Part::Basic,
        fields: &[
            Field::Occupation,
            Field::District,
            Field::Address,
            Field::Mobile,
            Field::Landline,
        ],
    },
    Section {
        part: Part::Delivery,
        fields: &[
            Field::Delivery,
            Field::Recipient,
            Field::RecipientMobile,
            Field::MailRegion,
            Field::MailAddress,
            Field::Postcode,
        ],
    },
    Section { part: Part::Bank, fields: &[Field::Bank, Field::Branch] },
];

/// Guide, part 二, steps five to eight.
const JINGTONG: &[Section] = &[
    Section {
        part: Part::Identity,
        fields: &[
            Field::Name,
            Field::DocumentType,
            Field::IdNumber,
            Field::ValidFrom,
            Field::ValidUntil,
            Field::Authority,
            Field::Sex,
            Field::BirthDate,
            Field::Nationality,
        ],
    },
    Section {
        part: Part::Basic,
        fields: &[
            Field::Ethnicity,
            Field::Occupation,
            Field::District,
            Field::Address,
            Field::Mobile,
            Field::Landline,
        ],
    },
    Section {
        part: Part::Delivery,
        fields: &[
            Field::Delivery,
            Field::Recipient,
            Field::RecipientMobile,
            Field::Postcode,
            Field::MailRegion,
            Field::MailAddress,
        ],
    },
    Section { part: Part::Bank, fields: &[Field::Bank, Field::Branch] },
    Section { part: Part::Photo, fields: &[Field::Photo] },
    Section { part: Part::Pictures, fields: &[Field::EmblemSide, Field::PortraitSide] },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_door_asks_every_field_once_and_the_consents_have_places_of_their_own() {
        let consents = [Field::Disclaimer, Field::Pledge];
        let mut all: Vec<Field> =
            Field::ALL.into_iter().filter(|field| !consents.contains(field)).collect();
        all.sort();
        for door in Door::ALL {
            let mut asked = door.fields();
            asked.sort();
            assert_eq!(asked, all, "{}", door.name());
        }
    }

    #[test]
    fn a_door_is_found_by_its_word() {
        for door in Door::ALL {
            assert_eq!(Door::from_name(door.name()), Some(door));
        }
        assert_eq!(Door::from_name("side"), None);
    }
}
