//! 扫码登录: a browser shows a code, a phone that is signed in lets it in.

use serde::{Deserialize, Serialize};

/// A code that a signed-in phone can let this browser in by. The cookie that comes with it never leaves the browser: who has only the
/// code has nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanTicket {
    /// What this browser asks about it by.
    pub id: String,
    /// What the code says: a page of ours, with the secret behind `#`, where no server and no log sees it.
    pub url: String,
    /// The code, drawn.
    pub code: ScanCode,
    /// Two letters or digits that the phone shows as well: who compares them lets in no other browser than the one that they see.
    pub mark: String,
    /// Seconds for which it is good.
    pub expires_in: u32,
}

/// A QR code as lines of a drawing: what an SVG `path` with `stroke-width` 1 takes as its `d`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanCode {
    /// Squares on each side, the quiet zone around it included.
    pub side: u32,
    /// A line for every row of dark squares.
    pub path: String,
}

/// How far a scan has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanState {
    /// Nobody has scanned it.
    Waiting,
    /// A phone has it before it; its person has not answered.
    Scanned,
    /// 确认登录: the browser may come in.
    Confirmed,
    /// 取消.
    Refused,
    /// Its time is over.
    Expired,
}

impl ScanState {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Scanned, Self::Confirmed, Self::Refused, Self::Expired];

    /// The word that travels.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Scanned => "scanned",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Expired => "expired",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// How far a scan has come, to the browser that asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanProgress {
    /// How far.
    pub state: ScanState,
}

/// What a phone read off the code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanSecret {
    /// What stood behind the `#`.
    pub secret: String,
}

impl std::fmt::Debug for ScanSecret {
    /// Who knows the secret can answer for a person who is signed in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScanSecret").finish_non_exhaustive()
    }
}

/// What the phone's person says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanVerdict {
    /// 确认登录.
    Confirm,
    /// 取消.
    Refuse,
}

/// The answer of the phone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanAnswer {
    /// What stood behind the `#`.
    pub secret: String,
    /// What its person says.
    pub verdict: ScanVerdict,
}

impl std::fmt::Debug for ScanAnswer {
    /// As for [`ScanSecret`].
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScanAnswer").field("verdict", &self.verdict).finish_non_exhaustive()
    }
}

/// Where a browser asks from, as its phone sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanNetwork {
    /// By the same public address or /64 as the phone. Strangers behind one carrier's gateway share it, too.
    Same,
    /// From another, as when the phone is in a mobile network. Somebody far away asks from another, too.
    Other,
}

/// Who asks to be let in, for the person who is to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanAsker {
    /// The program and the system that it runs on, such as `Chrome · Windows`.
    pub device: String,
    /// The two letters or digits that its browser shows beside the code.
    pub mark: String,
    /// Where it asks from.
    pub network: ScanNetwork,
    /// When it asked.
    pub asked_at: i64,
    /// Seconds that are left to answer.
    pub expires_in: u32,
}
