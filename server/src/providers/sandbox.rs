//! The sandbox's providers: the five that the guide names, each a page on which a tester chooses the made-up person to be vouched for. They
//! speak no OpenID Connect, for whoever tests that needs a provider of somebody else's making; all that comes before and after is the same.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use sscard_shared::api::ProviderView;

use super::{AuthorizationRequest, OidcError, ProvenIdentity};
use crate::{clock::Clock, db::InsuredPerson, register::sample_people, secret};

/// As long as a code of a real provider is good, or a little longer.
const GOOD_FOR: i64 = 600;
/// More than anybody has open at one time.
const MOST: usize = 2_000;

/// Word in the path, name on the button, the same in English: those of the guide, in its order.
const NAMED: [(&str, &str, &str); 5] = [
    ("zwfw", "国家政务服务平台", "National Government Service Platform"),
    ("alipay", "支付宝", "Alipay"),
    ("wechat", "微信", "WeChat"),
    ("baidu", "百度", "Baidu"),
    ("e-sscard", "电子社保卡", "Electronic social security card"),
];

/// All of them.
pub(super) fn all(clock: &Clock) -> impl Iterator<Item = SandboxProvider> + '_ {
    NAMED.into_iter().map(|(name, label, label_en)| SandboxProvider {
        name,
        label,
        label_en,
        clock: clock.clone(),
        codes: Mutex::default(),
    })
}

/// A provider of the sandbox. A restart forgets its codes.
pub struct SandboxProvider {
    name: &'static str,
    label: &'static str,
    label_en: &'static str,
    clock: Clock,
    codes: Mutex<HashMap<String, Made>>,
}

/// Whom a code stands for; none of whom nothing is told.
struct Made {
    person: Option<InsuredPerson>,
    at: i64,
}

/// Somebody who can be chosen, and the code that stands for the choice.
pub struct Choice {
    /// The made-up person; none for somebody of whom nothing is told.
    pub person: Option<InsuredPerson>,
    /// The code.
    pub code: String,
}

impl std::fmt::Debug for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Choice").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SandboxProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxProvider").field("name", &self.name).finish_non_exhaustive()
    }
}

impl SandboxProvider {
    pub(super) const fn name(&self) -> &str {
        self.name
    }

    /// What stands on its button.
    #[must_use]
    pub const fn label(&self) -> &str {
        self.label
    }

    pub(super) fn view(&self) -> ProviderView {
        ProviderView {
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            label_en: Some(self.label_en.to_owned()),
        }
    }

    /// To its page.
    pub(super) fn authorization_request(&self) -> AuthorizationRequest {
        let state = secret::token();
        AuthorizationRequest {
            url: ["/sandbox/providers/", self.name, "?state=", &state].concat(),
            state,
            nonce: secret::token(),
            verifier: secret::token(),
        }
    }

    /// Everybody who can be chosen, each with a code of their own.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let people = sample_people().into_iter().map(|(row, _)| Some(row.person));
        let at = self.clock.now();
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.retain(|_, made| at - made.at < GOOD_FOR);
        let choice = |person: Option<InsuredPerson>| {
            let code = secret::id();
            if codes.len() < MOST {
                codes.insert(code.clone(), Made { person: person.clone(), at });
            }
            Choice { person, code }
        };
        people.chain([None]).map(choice).collect()
    }

    /// Whom a code stands for; it works once.
    pub(super) fn authenticate(&self, code: &str) -> Result<ProvenIdentity, OidcError> {
        let made = self.codes.lock().unwrap_or_else(PoisonError::into_inner).remove(code);
        let made = made.filter(|made| self.clock.now() - made.at < GOOD_FOR);
        let Made { person, .. } = made.ok_or_else(OidcError::unknown_code)?;
        let id_number = person.as_ref().map(|person| person.id_number.clone());
        let mark = format!("sandbox {} {}", self.name, id_number.as_deref().unwrap_or_default());
        Ok(ProvenIdentity {
            mark: secret::sha256(mark.as_bytes()),
            name: person.map(|person| person.name),
            id_number,
            mobile: None,
        })
    }
}
