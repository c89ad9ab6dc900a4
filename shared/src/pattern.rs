//! The few forms that a pattern says best, each compiled once.

use std::sync::LazyLock;

use regex_lite::Regex;

/// Eleven digits, `1` and then not 0–2 (any operator's segment, known or not).
pub(crate) static MOBILE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^1[3-9][0-9]{9}$"));

/// 区号-号码[-分机]: 010 and 02x are the area codes of three digits, all others have four.
pub(crate) static LANDLINE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(010|02[0-9]|0[3-9][0-9]{2})-?([0-9]{7,8})(?:-([0-9]{1,6}))?$"));

/// Six digits; the mainland uses the first digits 0–8.
pub(crate) static POSTCODE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^[0-8][0-9]{5}$"));

/// The eighteen characters of GB 11643, residence permits and the 2023 permanent residence card.
pub(crate) static EIGHTEEN: LazyLock<Regex> = LazyLock::new(|| compiled(r"^[0-9]{17}[0-9X]$"));

/// The fifteen characters of the 2017 permanent residence card.
pub(crate) static PERMANENT_2017: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^[A-Z]{3}[0-9]{12}$"));

#[expect(clippy::expect_used, reason = "the patterns are the literals above, compiled by a test")]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a literal pattern compiles")
}
