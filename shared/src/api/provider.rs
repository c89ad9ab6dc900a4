//! 其他渠道登录: others who vouch for a person.

use serde::{Deserialize, Serialize};

/// Somebody with whom a person has an account already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderView {
    /// Its word in the path.
    pub name: String,
    /// What it is called on its button.
    pub label: String,
    /// The same in English, where the operator gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
}

/// Why somebody came back from a provider without being signed in: a word in the page's URL, `?problem=cancelled`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderProblem {
    /// The person turned back there.
    Cancelled,
    /// Too late, a second time, or in another browser.
    Expired,
    /// It does not answer, or what it answered cannot be trusted.
    Unavailable,
    /// Too many set out for a provider from the same network.
    TooMany,
}

impl ProviderProblem {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cancelled, Self::Expired, Self::Unavailable, Self::TooMany];

    /// The word in the URL.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Unavailable => "unavailable",
            Self::TooMany => "too_many",
        }
    }

    /// The problem of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.name() == name)
    }
}
