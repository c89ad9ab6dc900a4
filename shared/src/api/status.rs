//! Where an application stands, and where it goes from there.

use serde::{Deserialize, Serialize};

use crate::{english, language::Language};

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 已提交.
    Submitted,
    /// 审核通过.
    Accepted,
    /// 制卡中.
    Making,
    /// 已到网点.
    AtBranch,
    /// 已寄出.
    Mailed,
    /// 已领卡.
    Collected,
    /// 已退回: the person mends and submits anew.
    Returned,
}

impl Status {
    /// The wire name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Making => "making",
            Self::AtBranch => "at_branch",
            Self::Mailed => "mailed",
            Self::Collected => "collected",
            Self::Returned => "returned",
        }
    }

    /// The status of a wire name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Submitted,
            Self::Accepted,
            Self::Making,
            Self::AtBranch,
            Self::Mailed,
            Self::Collected,
            Self::Returned,
        ]
        .into_iter()
        .find(|status| status.name() == name)
    }

    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Submitted => "已提交，待审核",
            Self::Accepted => "审核通过",
            Self::Making => "制卡中",
            Self::AtBranch => "已到网点，请领卡",
            Self::Mailed => "已寄出",
            Self::Collected => "已领卡",
            Self::Returned => "已退回，请修改后重新提交",
        }
    }

    /// The words that people read, in a language.
    #[must_use]
    pub const fn label_in(self, language: Language) -> &'static str {
        match language {
            Language::ZhCn => self.label(),
            Language::En => english::field::status(self),
        }
    }

    /// The next status on the ordinary way, for a card that is collected or mailed; none at the end.
    #[must_use]
    pub const fn next(self, mailed: bool) -> Option<Self> {
        match self {
            Self::Submitted => Some(Self::Accepted),
            Self::Accepted => Some(Self::Making),
            Self::Making => Some(if mailed { Self::Mailed } else { Self::AtBranch }),
            Self::AtBranch | Self::Mailed => Some(Self::Collected),
            Self::Collected | Self::Returned => None,
        }
    }
}
