//! Words of the ways in: a code to be scanned, an account, others who vouch for a person.

use super::said;
use crate::{
    language::language,
    words::{en, zh_cn},
};
use sscard_shared::{api::ProviderProblem, language::Language};

/// The ways in.
#[derive(Clone, Copy, Debug)]
pub struct WaysInWords {
    /// What the tabs choose among.
    pub ways: &'static str,
    pub by_scan: &'static str,
    pub by_account: &'static str,
    pub by_provider: &'static str,
    pub by_sms: &'static str,
    pub other_ways: &'static str,
    // The code.
    pub scan_how: &'static str,
    pub scan_code: &'static str,
    pub scan_lasts: &'static str,
    pub scan_scanned: &'static str,
    pub scan_confirmed: &'static str,
    pub scan_refused: &'static str,
    pub scan_expired: &'static str,
    pub scan_refresh: &'static str,
    pub scan_never_share: &'static str,
    // Others who vouch.
    pub provider_how: &'static str,
    pub provider_next: &'static str,
    pub no_provider: &'static str,
    // The phone.
    pub confirm_title: &'static str,
    pub confirm_lead: &'static str,
    pub confirm_what: &'static str,
    pub confirm_what_value: &'static str,
    /// What phone and computer both show, to be compared.
    pub scan_mark: &'static str,
    pub confirm_mark: &'static str,
    pub confirm_network: &'static str,
    pub confirm_network_same: &'static str,
    pub confirm_network_other: &'static str,
    pub confirm_device: &'static str,
    pub confirm_time: &'static str,
    pub confirm_who: &'static str,
    pub confirm_warning: &'static str,
    pub confirm: &'static str,
    pub confirming: &'static str,
    pub confirmed_title: &'static str,
    pub confirmed: &'static str,
    pub refused_title: &'static str,
    pub refused: &'static str,
    pub nothing_scanned: &'static str,
    pub nothing_scanned_detail: &'static str,
}

/// Why somebody came back from a provider without being signed in.
#[must_use]
pub fn provider_problem(problem: ProviderProblem) -> String {
    said!(provider_problem(problem))
}

/// What a way in by somebody who vouches is called, in the language of the page.
#[must_use]
pub fn sign_in_with(provider: &str) -> String {
    said!(sign_in_with(provider))
}
