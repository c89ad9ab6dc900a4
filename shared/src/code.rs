//! Answers that are chosen from a fixed table and travel as codes.

use crate::{
    dictionary::{Dictionary, Word},
    normalise,
};

/// 证件类型 (GA/T 517; see `docs/rules.md` for the confidence of each code).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentType {
    /// 居民身份证.
    ResidentCard,
    /// 港澳台居民居住证.
    ResidencePermit,
    /// 外国人永久居留身份证.
    PermanentResident,
}

impl DocumentType {
    /// Parses a code; words are not codes.
    #[must_use]
    pub fn parse(input: &str) -> Option<Self> {
        match normalise::compact(input).as_str() {
            "111" => Some(Self::ResidentCard),
            "154" => Some(Self::ResidencePermit),
            "553" => Some(Self::PermanentResident),
            _ => None,
        }
    }

    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ResidentCard => "111",
            Self::ResidencePermit => "154",
            Self::PermanentResident => "553",
        }
    }
}

/// 性别 as documents print it (GB/T 2261.1; 0 and 9 are on no document).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// Parses a code; words are not codes.
    #[must_use]
    pub fn parse(input: &str) -> Option<Self> {
        match normalise::compact(input).as_str() {
            "1" => Some(Self::Male),
            "2" => Some(Self::Female),
            _ => None,
        }
    }

    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
        }
    }
}

/// 领卡方式.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryMethod {
    /// 本人网点自取.
    Pickup,
    /// 银行邮寄.
    Mail,
}

impl DeliveryMethod {
    /// Parses `pickup` or `mail`.
    #[must_use]
    pub fn parse(input: &str) -> Option<Self> {
        match normalise::compact(input).as_str() {
            "pickup" => Some(Self::Pickup),
            "mail" => Some(Self::Mail),
            _ => None,
        }
    }

    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pickup => "pickup",
            Self::Mail => "mail",
        }
    }
}

/// A type whose values are the words of one [`Dictionary`].
macro_rules! word_of {
    ($($(#[$doc:meta])* $name:ident = $dictionary:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(&'static Word);

        impl $name {
            /// Parses a code, all its digits written; words are not codes.
            #[must_use]
            pub fn parse(input: &str) -> Option<Self> {
                Dictionary::$dictionary.find(&normalise::compact(input)).map(Self)
            }

            /// The code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                self.0.code
            }

            /// The word that people read.
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.0.name
            }
        }
    )*};
}

word_of! {
    /// 民族 (GB/T 3304).
    Ethnicity = Ethnicity;
    /// 常住地所在区: one of Beijing's sixteen (GB/T 2260).
    District = District;
    /// 收件地所在地区: a district of Beijing or another mainland province (GB/T 2260).
    MailRegion = MailRegion;
}

impl MailRegion {
    /// Whether it is a district of Beijing.
    #[must_use]
    pub fn is_beijing(self) -> bool {
        self.as_str().starts_with("11")
    }
}

macro_rules! display {
    ($($name:ident)*) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}

display! { DocumentType Sex DeliveryMethod Ethnicity District MailRegion }
