//! The sandbox's providers: the five that the guide names, each a page on which the tester chooses the sample person to authenticate. They
//! do not use OpenID Connect, because a test of that needs a real provider. Everything before and after is the same.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use sscard_shared::api::ProviderView;

use super::{AuthorizationRequest, OidcError, ProvenIdentity};
use crate::{clock::Clock, db::InsuredPerson, register::sample_people, secret};

/// Seconds for which a code is valid, about as long as a real provider's.
const CODE_SECONDS: i64 = 600;
/// The most codes at one time.
const MAX_CODES: usize = 2_000;

/// Name in the path, label of the button, the label in English: those of the guide, in its order.
const GUIDE_PROVIDERS: [(&str, &str, &str); 5] = [
    ("zwfw", "国家政务服务平台", "National Government Service Platform"),
    ("alipay", "支付宝", "Alipay"),
    ("wechat", "微信", "WeChat"),
    ("baidu", "百度", "Baidu"),
    ("e-sscard", "电子社保卡", "Electronic social security card"),
];

/// All of them.
pub(super) fn all(clock: &Clock) -> impl Iterator<Item = SandboxProvider> + '_ {
    GUIDE_PROVIDERS.into_iter().map(|(name, label, label_en)| SandboxProvider {
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
    codes: Mutex<HashMap<String, IssuedCode>>,
}

/// The person of a code; `None` for a person without name and number.
struct IssuedCode {
    person: Option<InsuredPerson>,
    issued_at: i64,
}

/// A person that the tester can choose, and the code for the choice.
pub struct Choice {
    /// The sample person; `None` for one without name and number.
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

    /// The label of its button.
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

    /// The request that sends a browser to its page.
    pub(super) fn authorization_request(&self) -> AuthorizationRequest {
        let state = secret::token();
        AuthorizationRequest {
            url: ["/sandbox/providers/", self.name, "?state=", &state].concat(),
            state,
            nonce: secret::token(),
            verifier: secret::token(),
        }
    }

    /// All persons that the tester can choose, each with a new code.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let people = sample_people().into_iter().map(|(row, _)| Some(row.person));
        let issued_at = self.clock.now();
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.retain(|_, issued| issued_at - issued.issued_at < CODE_SECONDS);
        let choice = |person: Option<InsuredPerson>| {
            let code = secret::id();
            if codes.len() < MAX_CODES {
                codes.insert(code.clone(), IssuedCode { person: person.clone(), issued_at });
            }
            Choice { person, code }
        };
        people.chain([None]).map(choice).collect()
    }

    /// The identity of a code, which works once.
    pub(super) fn authenticate(&self, code: &str) -> Result<ProvenIdentity, OidcError> {
        let issued = self.codes.lock().unwrap_or_else(PoisonError::into_inner).remove(code);
        let issued = issued.filter(|issued| self.clock.now() - issued.issued_at < CODE_SECONDS);
        let IssuedCode { person, .. } = issued.ok_or_else(OidcError::unknown_code)?;
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
