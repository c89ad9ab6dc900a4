//! The sandbox's host: a person makes a code on its page, for a made-up number that stands beside it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{Exchanging, HostPhones};
use crate::{clock::Clock, secret};

/// As long as a real code is good.
const GOOD_FOR: i64 = 300;
/// More than anybody has open at one time.
const MOST: usize = 1_000;

/// Makes codes and exchanges them. A restart forgets them all.
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

    /// A new code, and the made-up number that it stands for.
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
