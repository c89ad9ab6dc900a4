//! The sandbox's host application: its page issues a code for a fictitious number that it shows.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{Exchanging, HostPhones};
use crate::{clock::Clock, secret};

/// Seconds for which a code is valid, as a real one.
const GOOD_FOR: i64 = 300;
/// The most codes at one time.
const MOST: usize = 1_000;

/// Issues codes and exchanges them. A restart forgets them all.
pub struct SandboxPhones {
    clock: Clock,
    made: Mutex<HashMap<String, Made>>,
}

#[derive(Clone)]
struct Made {
    mobile: String,
    at: i64,
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
        Self { clock, made: Mutex::default() }
    }

    /// A new code, and the fictitious number that it stands for.
    #[must_use]
    pub fn make(&self) -> (String, String) {
        let (code, at) = (secret::id(), self.clock.now());
        let mobile = format!("1990{:0>7}", secret::sms_code());
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.retain(|_, one| at - one.at < GOOD_FOR);
        if made.len() < MOST {
            made.insert(code.clone(), Made { mobile: mobile.clone(), at });
        }
        (code, mobile)
    }
}

impl HostPhones for SandboxPhones {
    fn exchange<'a>(&'a self, code: &'a str) -> Exchanging<'a> {
        Box::pin(async move {
            let made = self.made.lock().unwrap_or_else(PoisonError::into_inner).remove(code);
            let now = self.clock.now();
            Ok(made.filter(|one| now - one.at < GOOD_FOR).map(|one| one.mobile))
        })
    }
}
