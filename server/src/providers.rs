//! Others who vouch for a person: OpenID Connect, code flow with PKCE, as many providers as the settings name; and the sandbox's, which
//! stand in where the settings name none.

mod http;
mod provider;
mod sandbox;

use sscard_shared::api::ProviderView;

pub use provider::{AuthorizationRequest, OidcError, ProvenIdentity, Provider};
pub use sandbox::{Choice, SandboxProvider};

use crate::{clock::Clock, config};

/// Somebody who vouches for a person.
#[derive(Debug)]
pub enum IdentityProvider {
    /// A provider of OpenID Connect.
    OpenId(Box<Provider>),
    /// A page of the sandbox, on which a made-up person is chosen.
    Sandbox(SandboxProvider),
}

/// What somebody comes back with, and what was kept of the way there.
pub struct Return {
    /// Where the provider was asked to lead back to.
    pub redirect_uri: String,
    /// The code that it handed over.
    pub code: String,
    /// What its word must repeat.
    pub nonce: String,
    /// What proves that it was us who asked.
    pub verifier: String,
}

impl std::fmt::Debug for Return {
    /// A code opens a session.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Return").finish_non_exhaustive()
    }
}

impl IdentityProvider {
    /// Its word in the path.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::OpenId(provider) => provider.name(),
            Self::Sandbox(provider) => provider.name(),
        }
    }

    /// Whether it may hand over a code under the name of this issuer. The sandbox has none.
    #[must_use]
    pub fn is_issuer(&self, issuer: &str) -> bool {
        match self {
            Self::OpenId(provider) => provider.issuer() == issuer,
            Self::Sandbox(_) => false,
        }
    }

    /// What the page says of it.
    #[must_use]
    pub fn view(&self) -> ProviderView {
        match self {
            Self::OpenId(provider) => provider.view(),
            Self::Sandbox(provider) => provider.view(),
        }
    }

    /// The way there, from where it leads back to `redirect`.
    ///
    /// # Errors
    /// When the provider does not say where it is.
    pub async fn authorization_request(
        &self,
        redirect_uri: String,
        now: i64,
    ) -> Result<AuthorizationRequest, OidcError> {
        match self {
            Self::OpenId(provider) => provider.authorization_request(redirect_uri, now).await,
            Self::Sandbox(provider) => Ok(provider.authorization_request()),
        }
    }

    /// Somebody is back with a code: whom the provider vouches for.
    ///
    /// # Errors
    /// When it does not answer, or its word is not to be trusted.
    pub async fn authenticate(&self, back: Return, now: i64) -> Result<ProvenIdentity, OidcError> {
        match self {
            Self::OpenId(provider) => {
                let Return { redirect_uri, code, nonce, verifier } = back;
                provider.authenticate(redirect_uri, code, nonce, verifier, now).await
            }
            Self::Sandbox(provider) => provider.authenticate(&back.code),
        }
    }
}

/// All who vouch.
#[derive(Debug)]
pub struct Providers(Vec<IdentityProvider>);

impl Providers {
    /// Those of the settings, and behind them, in the sandbox, those of the guide that the settings do not name. Nothing is asked of
    /// anybody yet: one that is down keeps nobody from the other ways in.
    ///
    /// # Errors
    /// When an HTTP client cannot be made.
    pub fn new(
        settings: &[config::Provider],
        sandbox: bool,
        clock: &Clock,
    ) -> Result<Self, reqwest::Error> {
        let named = settings
            .iter()
            .map(|one| Provider::new(one).map(|one| IdentityProvider::OpenId(Box::new(one))));
        let mut all: Vec<IdentityProvider> = named.collect::<Result<_, _>>()?;
        if sandbox {
            let made_up = sandbox::all(clock);
            let missing = made_up.filter(|one| settings.iter().all(|set| set.name != one.name()));
            all.extend(missing.map(IdentityProvider::Sandbox));
        }
        Ok(Self(all))
    }

    /// The provider of a word in a path.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&IdentityProvider> {
        self.0.iter().find(|provider| provider.name() == name)
    }

    /// The sandbox's provider of a word in a path.
    #[must_use]
    pub fn sandbox(&self, name: &str) -> Option<&SandboxProvider> {
        match self.find(name)? {
            IdentityProvider::Sandbox(provider) => Some(provider),
            IdentityProvider::OpenId(_) => None,
        }
    }

    /// What the page says of them, in the order of their buttons.
    #[must_use]
    pub fn views(&self) -> Vec<ProviderView> {
        self.0.iter().map(IdentityProvider::view).collect()
    }
}
