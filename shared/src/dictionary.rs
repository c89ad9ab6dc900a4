//! The fixed code tables: a code and a word each, with the standard they come from.
//!
//! Tables that change in life (banks, branches, occupations) are not here but in [`crate::directory`].

use std::sync::OnceLock;

use crate::{language::Language, table};

/// A word with its code, from a fixed table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The code that travels.
    pub code: &'static str,
    /// The word that people read.
    pub name: &'static str,
    /// The same in English.
    english: &'static str,
}

impl Word {
    /// The word that people read, in a language.
    #[must_use]
    pub const fn name_in(&self, language: Language) -> &'static str {
        match language {
            Language::ZhCn => self.name,
            Language::En => self.english,
        }
    }
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
    /// Every table.
    pub const ALL: [Self; 7] = [
        Self::DocumentType,
        Self::Nationality,
        Self::Sex,
        Self::Ethnicity,
        Self::District,
        Self::MailRegion,
        Self::Delivery,
    ];

    /// Every word of the table, in the order in which it is offered.
    #[must_use]
    pub fn words(self) -> &'static [Word] {
        static TABLES: [OnceLock<Vec<Word>>; 7] = [const { OnceLock::new() }; 7];
        TABLES[self as usize].get_or_init(|| {
            // Both files tell the codes in the same order; a test holds them to it.
            table::rows(self.text())
                .zip(table::rows(self.english()))
                .filter_map(|((_, line), (_, english))| {
                    let mut columns = line.split('\t');
                    let (_, english) = english.split_once('\t')?;
                    Some(Word { code: columns.next()?, name: columns.next()?, english })
                })
                .collect()
        })
    }

    /// The word of a code, or nothing for a code that is not in the table.
    #[must_use]
    pub fn name_of(self, code: &str) -> Option<&'static str> {
        self.find(code).map(|word| word.name)
    }

    /// The word of a code in a language.
    #[must_use]
    pub fn name_of_in(self, code: &str, language: Language) -> Option<&'static str> {
        self.find(code).map(|word| word.name_in(language))
    }

    /// The code and word of a code, or nothing for a code that is not in the table.
    #[must_use]
    pub fn find(self, code: &str) -> Option<&'static Word> {
        self.words().iter().find(|word| word.code == code)
    }

    /// The version of the table: the year of its standard, or its own number.
    #[must_use]
    pub fn version(self) -> &'static str {
        table::head(self.text(), "version")
    }

    /// Where the table comes from, in words.
    #[must_use]
    pub fn source(self) -> &'static str {
        table::head(self.text(), "source")
    }

    /// How far the source can be trusted: `A` official, `G` general knowledge, `NF` not found; see `docs/rules.md`.
    #[must_use]
    pub fn confidence(self) -> &'static str {
        table::head(self.text(), "confidence")
    }

    /// The file of the table.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::DocumentType => include_str!("dictionary/document_type.tsv"),
            Self::Nationality => include_str!("dictionary/nationality.tsv"),
            Self::Sex => include_str!("dictionary/sex.tsv"),
            Self::Ethnicity => include_str!("dictionary/ethnicity.tsv"),
            Self::District => include_str!("dictionary/district.tsv"),
            Self::MailRegion => include_str!("dictionary/mail_region.tsv"),
            Self::Delivery => include_str!("dictionary/delivery.tsv"),
        }
    }

    /// The file of the English words of the same codes.
    const fn english(self) -> &'static str {
        match self {
            Self::DocumentType => include_str!("english/document_type.tsv"),
            Self::Nationality => include_str!("english/nationality.tsv"),
            Self::Sex => include_str!("english/sex.tsv"),
            Self::Ethnicity => include_str!("english/ethnicity.tsv"),
            Self::District => include_str!("english/district.tsv"),
            Self::MailRegion => include_str!("english/mail_region.tsv"),
            Self::Delivery => include_str!("english/delivery.tsv"),
        }
    }
}
