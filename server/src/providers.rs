//! Identity providers: OpenID Connect, code flow with PKCE, for every provider of the settings, and the sandbox's providers where the
//! settings name none.

mod http;
mod provider;
mod sandbox;

use sscard_shared::api::ProviderView;

pub use provider::{AuthorizationRequest, OidcError, ProvenIdentity, Provider};
pub use sandbox::{Choice, SandboxProvider};

use crate::{clock::Clock, config};

/// A service that authenticates a person.
#[derive(Debug)]
pub enum IdentityProvider {
    /// An OpenID Connect provider.
    OpenId(Box<Provider>),
    /// A page of the sandbox on which the tester chooses a sample person.
    Sandbox(SandboxProvider),
}

/// The data of a browser that returns from a provider, and of its stored login state.
pub struct ReturnedCode {
    /// The address to which the provider was asked to redirect.
    pub redirect_uri: String,
    /// The code that the provider returned.
    pub code: String,
    /// The nonce that the ID token must repeat.
    pub nonce: String,
    /// The PKCE verifier, which proves that this server made the request.
    pub verifier: String,
}

impl std::fmt::Debug for ReturnedCode {
    /// Shows no content: a code opens a session.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReturnedCode").finish_non_exhaustive()
    }
}

impl IdentityProvider {
    /// The provider's name in paths.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::OpenId(provider) => provider.name(),
            Self::Sandbox(provider) => provider.name(),
        }
    }

    /// Whether the provider may return a code under the name of this issuer (RFC 9207). The sandbox's providers have no issuer.
    #[must_use]
    pub fn is_issuer(&self, issuer: &str) -> bool {
        match self {
            Self::OpenId(provider) => provider.issuer() == issuer,
            Self::Sandbox(_) => false,
        }
    }

    /// What the app shows of the provider.
    #[must_use]
    pub fn view(&self) -> ProviderView {
        match self {
            Self::OpenId(provider) => provider.view(),
            Self::Sandbox(provider) => provider.view(),
        }
    }

    /// The request that sends a browser to the provider, which redirects back to `redirect_uri`.
    ///
    /// # Errors
    /// When the provider's discovery document is not available.
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

    /// The identity behind the code of a browser that returns.
    ///
    /// # Errors
    /// When the provider does not answer, or its answer cannot be trusted.
    pub async fn authenticate(
        &self,
        back: ReturnedCode,
        now: i64,
    ) -> Result<ProvenIdentity, OidcError> {
        match self {
            Self::OpenId(provider) => provider.authenticate(back, now).await,
            Self::Sandbox(provider) => provider.authenticate(&back.code),
        }
    }
}

/// All identity providers.
#[derive(Debug)]
pub struct Providers(Vec<IdentityProvider>);

impl Providers {
    /// The providers of the settings, and in the sandbox those of the guide that the settings do not name. No provider is contacted yet, so
    /// that one that is down does not affect other sign-in methods.
    ///
    /// # Errors
    /// When an HTTP client cannot be built.
    pub fn new(
        settings: &[config::ProviderSettings],
        sandbox: bool,
        clock: &Clock,
    ) -> Result<Self, reqwest::Error> {
        let configured = settings
            .iter()
            .map(|one| Provider::new(one).map(|one| IdentityProvider::OpenId(Box::new(one))));
        let mut all: Vec<IdentityProvider> = configured.collect::<Result<_, _>>()?;
        if sandbox {
            let samples = sandbox::all(clock);
            let missing =
                samples.filter(|provider| settings.iter().all(|set| set.name != provider.name()));
            all.extend(missing.map(IdentityProvider::Sandbox));
        }
        Ok(Self(all))
    }

    /// The provider of a name in a path.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&IdentityProvider> {
        self.0.iter().find(|provider| provider.name() == name)
    }

    /// The sandbox's provider of a name in a path.
    #[must_use]
    pub fn find_sandbox(&self, name: &str) -> Option<&SandboxProvider> {
        match self.find(name)? {
            IdentityProvider::Sandbox(provider) => Some(provider),
            IdentityProvider::OpenId(_) => None,
        }
    }

    /// What the app shows of the providers, in the order of their buttons.
    #[must_use]
    pub fn views(&self) -> Vec<ProviderView> {
        self.0.iter().map(IdentityProvider::view).collect()
    }
}
