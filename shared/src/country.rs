//! 国籍: a country of ISO 3166-1 (GB/T 2659.1).

use std::sync::OnceLock;

use crate::{dictionary::Dictionary, normalise, table};

/// A country or region of ISO 3166-1, told by its three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Country {
    alpha3: &'static str,
    name: &'static str,
    numeric: &'static str,
}

impl Country {
    /// Parses three letters of either case, or the three digits of the same country.
    #[must_use]
    pub fn parse(input: &str) -> Option<Self> {
        let code = normalise::compact(input).to_ascii_uppercase();
        Self::all()
            .iter()
            .find(|country| country.alpha3 == code || country.numeric == code)
            .copied()
    }

    /// China, the nationality of resident ID cards and of Hong Kong, Macao and Taiwan residence permits.
    #[must_use]
    pub const fn china() -> Self {
        Self { alpha3: "CHN", name: "中国", numeric: "156" }
    }

    /// The three letters that travel.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.alpha3
    }

    /// The Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The three digits.
    #[must_use]
    pub const fn numeric(self) -> &'static str {
        self.numeric
    }

    fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Country>> = OnceLock::new();
        ALL.get_or_init(|| {
            table::rows(Dictionary::Nationality.text())
                .filter_map(|(_, line)| {
                    let mut columns = line.split('\t');
                    Some(Self {
                        alpha3: columns.next()?,
                        name: columns.next()?,
                        numeric: columns.next()?,
                    })
                })
                .collect()
        })
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.alpha3)
    }
}
