//! English: the ways in.

use sscard_shared::api::ProviderProblem;

use crate::words::WaysInWords;

pub(in crate::words) const WAYS_IN: WaysInWords = WaysInWords {
    ways: "Ways to sign in",
    by_scan: "Scan a code",
    by_account: "Account",
    by_provider: "Other services",
    by_sms: "Sign in with a text message",
    other_ways: "Back to the other ways to sign in",
    scan_how: "Scan the code with the Jingtong mini-program in WeChat, Alipay or Baidu",
    scan_code: "Code for signing in",
    scan_lasts: "The code is good for 3 minutes",
    scan_scanned: "Scanned. Please confirm on your phone",
    scan_confirmed: "Confirmed. Signing in",
    scan_refused: "The sign-in was cancelled on the phone",
    scan_expired: "The code is no longer good. Press to get another",
    scan_refresh: "Get another code",
    scan_never_share: "Do not send the code to anybody",
    provider_how: "Sign in with your account at the National Government Service Platform, Alipay, WeChat, Baidu or the electronic social security card",
    provider_next: "You sign in at the service that you choose, and come back here by yourself",
    no_provider: "Signing in with other services is not open yet. Please choose another way to sign in",
    confirm_title: "Confirm the sign-in",
    confirm_lead: "A device asks to sign in as you",
    confirm_what: "What for",
    confirm_what_value: "Sign in to the online service hall",
    scan_mark: "Check code (the same as on the phone): ",
    confirm_mark: "Check code (the same as on the computer)",
    confirm_network: "Network",
    confirm_network_same: "The same way out as this phone’s",
    confirm_network_other: "Another way out than this phone’s",
    confirm_device: "Device",
    confirm_time: "Asked at",
    confirm_who: "As",
    confirm_warning: "Please make sure that it is you at that computer. Do not scan a code that somebody sent you",
    confirm: "Confirm",
    confirming: "Confirming",
    confirmed_title: "Confirmed",
    confirmed: "Please go on at your computer",
    refused_title: "Cancelled",
    refused: "Nobody is signed in at the computer",
    nothing_scanned: "There is no sign-in to confirm",
    nothing_scanned_detail: "Please open the page of sign-in on your computer, choose to scan a code, and scan it with your phone",
};

pub(in crate::words) fn provider_problem(problem: ProviderProblem) -> String {
    let words = match problem {
        ProviderProblem::Cancelled => {
            "You cancelled the sign-in. You can try again, or choose another way to sign in."
        }
        ProviderProblem::Expired => "The sign-in took too long. Please sign in again.",
        ProviderProblem::TooMany => {
            "Too many people sign in from your network just now. Please try again later, or sign in another way."
        }
        ProviderProblem::Unavailable => {
            "This service cannot sign you in for now. Please try again later, or choose another way to sign in."
        }
    };
    words.to_owned()
}

pub(in crate::words) fn sign_in_with(provider: &str) -> String {
    ["Sign in with ", provider].concat()
}
