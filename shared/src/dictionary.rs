//! The fixed code tables: a code and a word each, with the standard they come from.
//!
//! Tables that change in life (banks, branches, occupations) are not here but in [`crate::directory`].

/// A word with its code, from a fixed table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The code that travels.
    pub code: &'static str,
    /// The word that people read.
    pub name: &'static str,
}

/// A fixed code table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dictionary {
    /// 证件类型.
    DocumentType,
    /// 国籍, ISO 3166-1 alpha-3 (GB/T 2659.1).
    Nationality,
    /// 性别, GB/T 2261.1.
    Sex,
    /// 民族, GB/T 3304.
    Ethnicity,
    /// 北京市的区, GB/T 2260.
    District,
    /// 收件地: Beijing's districts and the other mainland provinces, GB/T 2260.
    MailRegion,
    /// 领卡方式: `pickup` and `mail`.
    Delivery,
}

impl Dictionary {
    /// Every word of the table, in the order in which it is offered.
    #[must_use]
    pub fn words(self) -> &'static [Word] {
        &[]
    }

    /// The word of a code, or nothing for a code that is not in the table.
    #[must_use]
    pub fn name_of(self, code: &str) -> Option<&'static str> {
        self.words().iter().find(|word| word.code == code).map(|word| word.name)
    }
}
