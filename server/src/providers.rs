//! Others who vouch for a person: OpenID Connect, code flow with PKCE, as many providers as the settings name.

mod http;
mod provider;

use sscard_shared::api::ProviderView;

pub use provider::{NoTrust, Provider, SetOut, Vouched};

use crate::config;

/// The providers of the settings.
#[derive(Debug)]
pub struct Providers(Vec<Provider>);

impl Providers {
    /// Those of the settings. Nothing is asked of them yet: one that is down keeps nobody from the other ways in.
    ///
    /// # Errors
    /// When an HTTP client cannot be made.
    pub fn new(settings: &[config::Provider]) -> Result<Self, reqwest::Error> {
        settings.iter().map(Provider::new).collect::<Result<_, _>>().map(Self)
    }

    /// The provider of a word in a path.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.name() == name)
    }

    /// What the page says of them, in the settings' order.
    #[must_use]
    pub fn views(&self) -> Vec<ProviderView> {
        self.0.iter().map(Provider::view).collect()
    }
}
