//! What people agree to before something is done for them, beside what an application itself says.

use serde::{Deserialize, Serialize};

/// The version of the sentence by which somebody has themselves registered with 京通. It stands in the page's words; another sentence is
/// another version.
pub const REGISTRATION_VERSION: &str = "1";
/// The version of 访问授权, likewise.
pub const ACCESS_VERSION: &str = "1";

/// What somebody agrees to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentKind {
    /// To be registered with 京通.
    Registration,
    /// 用户服务协议 of 京通.
    UserAgreement,
    /// 隐私政策 of 京通.
    PrivacyPolicy,
    /// 访问授权: what they say is used to ask whether they may apply, and their electronic licence for the application.
    Access,
}

impl ConsentKind {
    /// The word that is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::UserAgreement => "user_agreement",
            Self::PrivacyPolicy => "privacy_policy",
            Self::Access => "access",
        }
    }
}

/// The versions in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentVersions {
    /// Of the sentence about being registered with 京通.
    pub registration: String,
    /// Of 用户服务协议.
    pub user_agreement: String,
    /// Of 隐私政策.
    pub privacy_policy: String,
    /// Of 访问授权.
    pub access: String,
}

impl ConsentVersions {
    /// Those that the product ships with.
    #[must_use]
    pub fn built_in() -> Self {
        let text = || String::from("1");
        Self {
            registration: REGISTRATION_VERSION.to_owned(),
            user_agreement: text(),
            privacy_policy: text(),
            access: ACCESS_VERSION.to_owned(),
        }
    }

    /// The version of one.
    #[must_use]
    pub fn of(&self, kind: ConsentKind) -> &str {
        match kind {
            ConsentKind::Registration => &self.registration,
            ConsentKind::UserAgreement => &self.user_agreement,
            ConsentKind::PrivacyPolicy => &self.privacy_policy,
            ConsentKind::Access => &self.access,
        }
    }

    /// Takes what somebody agreed to.
    ///
    /// # Errors
    /// The first that is missing, or is to another version than the one in force.
    pub fn take(&self, given: &[(ConsentKind, &str)]) -> Result<(), ConsentRefusal> {
        for (kind, version) in given.iter().copied() {
            if version.trim().is_empty() {
                return Err(ConsentRefusal { kind, is_old: false });
            }
            // To the character, for it is kept as it came: one with an invisible mark in it is another.
            if version != self.of(kind) {
                return Err(ConsentRefusal { kind, is_old: true });
            }
        }
        Ok(())
    }
}

/// Why nothing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentRefusal {
    /// What was not agreed to.
    pub kind: ConsentKind,
    /// Whether it was, in another version.
    pub is_old: bool,
}

/// What somebody agrees to with 身份认证: each the version of it. What is missing was not agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FaceConsents {
    /// To be registered with 京通.
    pub registration: String,
    /// 用户服务协议.
    pub user_agreement: String,
    /// 隐私政策.
    pub privacy_policy: String,
}

impl FaceConsents {
    /// To the texts in force, and to the sentence that this program shows: another one's it cannot have been.
    #[must_use]
    pub fn to(versions: &ConsentVersions) -> Self {
        Self {
            registration: REGISTRATION_VERSION.to_owned(),
            user_agreement: versions.user_agreement.clone(),
            privacy_policy: versions.privacy_policy.clone(),
        }
    }

    /// Each of them.
    #[must_use]
    pub fn each(&self) -> [(ConsentKind, &str); 3] {
        [
            (ConsentKind::Registration, &self.registration),
            (ConsentKind::UserAgreement, &self.user_agreement),
            (ConsentKind::PrivacyPolicy, &self.privacy_policy),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_agreed_to_in_its_present_words_is_named() {
        let versions = ConsentVersions {
            privacy_policy: String::from("2026 7"),
            ..ConsentVersions::built_in()
        };
        let given = FaceConsents::to(&versions);
        assert_eq!(versions.take(&given.each()), Ok(()));
        let refused = |kind, is_old| Err(ConsentRefusal { kind, is_old });
        let old = FaceConsents::to(&ConsentVersions::built_in());
        assert_eq!(versions.take(&old.each()), refused(ConsentKind::PrivacyPolicy, true));
        let none = FaceConsents::default();
        assert_eq!(versions.take(&none.each()), refused(ConsentKind::Registration, false));
        assert_eq!(
            versions.take(&[(ConsentKind::Access, " ")]),
            refused(ConsentKind::Access, false)
        );
    }
}
