//! The sandbox's host application: its page issues a code for a fictitious number that it shows.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{PendingExchange, PhoneExchange};
use crate::{clock::Clock, secret};

/// Seconds for which a code is valid, as a real one.
const CODE_SECONDS: i64 = 300;
/// The most codes at one time.
const MAX_CODES: usize = 1_000;

/// Issues codes and exchanges them. A restart forgets them all.
pub struct SandboxPhones {
    clock: Clock,
    issued: Mutex<HashMap<String, IssuedPhoneCode>>,
}

/// A code, and the fictitious number that it stands for.
pub struct SandboxCode {
    /// The code.
    pub code: String,
    /// The number.
    pub mobile: String,
}

impl std::fmt::Debug for SandboxCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxCode").finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct IssuedPhoneCode {
    mobile: String,
    issued_at: i64,
}

impl std::fmt::Debug for SandboxPhones {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxPhones").finish_non_exhaustive()
    }
}

impl SandboxPhones {
    /// No code yet.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, issued: Mutex::default() }
    }

    /// A new code, and the fictitious number that it stands for.
    #[must_use]
    pub fn issue_code(&self) -> SandboxCode {
        let (code, issued_at) = (secret::id(), self.clock.now());
        let mobile = format!("1990{:0>7}", secret::sms_code());
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        issued.retain(|_, entry| issued_at - entry.issued_at < CODE_SECONDS);
        if issued.len() < MAX_CODES {
            issued.insert(code.clone(), IssuedPhoneCode { mobile: mobile.clone(), issued_at });
        }
        SandboxCode { code, mobile }
    }
}

impl PhoneExchange for SandboxPhones {
    fn exchange_code<'a>(&'a self, code: &'a str) -> PendingExchange<'a> {
        Box::pin(async move {
            let issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner).remove(code);
            let now = self.clock.now();
            Ok(issued
                .filter(|entry| now - entry.issued_at < CODE_SECONDS)
                .map(|entry| entry.mobile))
        })
    }
}
