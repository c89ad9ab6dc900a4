//! One provider: the way there, and what its word is worth when somebody comes back with it.

use std::{collections::BTreeMap, sync::Arc};

use chrono::DateTime;
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthenticationFlow, AuthorizationCode,
    ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IdTokenVerifier, IssuerUrl,
    Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
    UserInfoClaims,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType,
        CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm as Signature, CoreProviderMetadata, CoreResponseType,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse,
        CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sscard_shared::api::ProviderView;
use tokio::sync::Mutex;

use super::http::{self, Unanswered};
use crate::{config, secret, service};

/// Seconds for which a provider's document and keys are good. Where a key is new before that, they are asked for again.
const GOOD_FOR: i64 = 3_600;
/// Seconds for which a provider that did not answer is left in peace: people must not queue up for it.
const RETRY_BACKOFF_SECONDS: i64 = 5;
/// Signatures that nobody can make who has only what both sides know.
const SIGNATURES: [Signature; 9] = [
    Signature::RsaSsaPkcs1V15Sha256,
    Signature::RsaSsaPkcs1V15Sha384,
    Signature::RsaSsaPkcs1V15Sha512,
    Signature::RsaSsaPssSha256,
    Signature::RsaSsaPssSha384,
    Signature::RsaSsaPssSha512,
    Signature::EcdsaP256Sha256,
    Signature::EcdsaP384Sha384,
    Signature::EdDsa,
];

/// Whatever a provider tells besides what the standard names.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Further {
    #[serde(flatten)]
    claims: BTreeMap<String, Value>,
}

impl AdditionalClaims for Further {}

type Fields = IdTokenFields<
    Further,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    Signature,
>;
type Client = openidconnect::Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why nobody was vouched for; without personal data.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// It did not answer, or not as it should.
    #[error("{step}: {cause}")]
    NoAnswer {
        /// What was asked.
        step: &'static str,
        /// What went wrong.
        cause: String,
    },
    /// What it says is not to be trusted.
    #[error("its word cannot be trusted: {0}")]
    Untrusted(String),
}

impl OidcError {
    fn at(step: &'static str, error: &(dyn std::error::Error + 'static)) -> Self {
        let cause = error.to_string();
        // What lies deeper may repeat what was told of a person.
        let unanswered = error.source().and_then(|source| source.downcast_ref::<Unanswered>());
        let cause = unanswered.map_or(cause.clone(), |deeper| format!("{cause}: {deeper}"));
        Self::NoAnswer { step, cause }
    }

    /// It refused, with a code of RFC 6749, section 5.2; what else it says is not repeated.
    fn refused(step: &'static str, code: &str) -> Self {
        let is_code = (1..=40).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let cause = if is_code { code } else { "a code of its own" };
        Self::NoAnswer { step, cause: format!("refused: {cause}") }
    }

    /// A code that nobody was given, that was used before, or that is too old.
    pub(super) fn unknown_code() -> Self {
        Self::Untrusted(String::from("the code stands for nobody"))
    }

    fn untrusted(error: impl std::fmt::Display) -> Self {
        Self::Untrusted(error.to_string())
    }
}

/// Somebody sets out for the provider.
pub struct AuthorizationRequest {
    /// Where to.
    pub url: String,
    /// What the provider hands back.
    pub state: String,
    /// What its word must repeat.
    pub nonce: String,
    /// What proves that it was us who asked.
    pub verifier: String,
}

impl std::fmt::Debug for AuthorizationRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetOut").finish_non_exhaustive()
    }
}

/// Whom the provider vouches for, as it says it: nothing of it has met our rules.
pub struct ProvenIdentity {
    /// Who it is to the provider, told by nothing but a mark.
    pub mark: String,
    /// 姓名, where it tells.
    pub name: Option<String>,
    /// 证件号码, where it tells.
    pub id_number: Option<String>,
    /// 手机号码, where it tells and has verified it.
    pub mobile: Option<String>,
}

impl std::fmt::Debug for ProvenIdentity {
    /// Names and numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vouched").finish_non_exhaustive()
    }
}

/// What is known of the provider.
#[derive(Debug, Default)]
struct Known {
    document: Option<(Arc<CoreProviderMetadata>, i64)>,
    failed_at: Option<i64>,
}

/// A provider.
#[derive(Debug)]
pub struct Provider {
    settings: config::Provider,
    client: reqwest::Client,
    known: Mutex<Known>,
}

impl Provider {
    pub(super) fn new(settings: &config::Provider) -> Result<Self, reqwest::Error> {
        let client = service::client(settings.timeout_seconds)?;
        Ok(Self { settings: settings.clone(), client, known: Mutex::default() })
    }

    /// Its word in the path.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Where its word comes from.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    pub(super) fn view(&self) -> ProviderView {
        let config::Provider { name, label, label_en, .. } = &self.settings;
        ProviderView {
            name: name.clone(),
            label: label.clone(),
            label_en: (!label_en.is_empty()).then(|| label_en.clone()),
        }
    }

    /// The way there, from where it leads back to `redirect_uri`.
    ///
    /// # Errors
    /// When the provider does not say where it is.
    pub async fn authorization_request(
        &self,
        redirect_uri: String,
        now: i64,
    ) -> Result<AuthorizationRequest, OidcError> {
        let client = self.client(&*self.document(GOOD_FOR, now).await?, redirect_uri)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let (url, state, nonce) = client
            .authorize_url(flow, || CsrfToken::new(secret::token()), || Nonce::new(secret::token()))
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge)
            .url();
        Ok(AuthorizationRequest {
            url: url.to_string(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// Somebody is back with a code: whom the provider vouches for.
    ///
    /// # Errors
    /// When it does not answer, or its word is not to be trusted.
    pub async fn authenticate(
        &self,
        redirect_uri: String,
        code: String,
        nonce: String,
        verifier: String,
        now: i64,
    ) -> Result<ProvenIdentity, OidcError> {
        let http = self.http();
        let client = self.client(&*self.document(GOOD_FOR, now).await?, redirect_uri.clone())?;
        let token = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| OidcError::at("no token", &error))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&http)
            .await
            .map_err(|error| match error {
                // Its description may repeat what was told of a person.
                RequestTokenError::ServerResponse(refusal) => {
                    OidcError::refused("no token", refusal.error().as_ref())
                }
                error => OidcError::at("no token", &error),
            })?;
        let id_token =
            token.id_token().ok_or_else(|| OidcError::untrusted("there is no id token"))?;
        let nonce = Nonce::new(nonce);
        let renewed;
        let (client, claims) = match id_token.claims(&verifier_of(&client, now), &nonce) {
            // Keys change, and a new one may be younger than what is known.
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                renewed = self.client(&*self.document(0, now).await?, redirect_uri)?;
                (&renewed, id_token.claims(&verifier_of(&renewed, now), &nonce))
            }
            claims => (&client, claims),
        };
        let claims = claims.map_err(OidcError::untrusted)?;
        if let Some(expected) = claims.access_token_hash() {
            let verifier = verifier_of(client, now);
            let actual = AccessTokenHash::from_token(
                token.access_token(),
                id_token.signing_alg().map_err(OidcError::untrusted)?,
                id_token.signing_key(&verifier).map_err(OidcError::untrusted)?,
            );
            if actual.map_err(OidcError::untrusted)? != *expected {
                return Err(OidcError::untrusted("the access token is another's"));
            }
        }
        let mut proven = self.identity_in(claims, claims.subject());
        let is_complete = proven.name.is_some() && proven.id_number.is_some();
        if !is_complete && client.user_info_url().is_some() {
            let asked = client
                .user_info(token.access_token().clone(), Some(claims.subject().clone()))
                .map_err(|error| OidcError::at("no user info", &error))?;
            let told: UserInfoClaims<Further, CoreGenderClaim> =
                asked
                    .request_async(&http)
                    .await
                    .map_err(|error| OidcError::at("no user info", &error))?;
            let told = self.identity_in(&told, claims.subject());
            proven.name = proven.name.or(told.name);
            proven.id_number = proven.id_number.or(told.id_number);
            proven.mobile = proven.mobile.or(told.mobile);
        }
        Ok(proven)
    }

    fn identity_in(&self, claims: &impl Serialize, subject: &str) -> ProvenIdentity {
        let told = serde_json::to_value(claims).unwrap_or_default();
        let claim = |name: &str| told.get(name).and_then(Value::as_str).map(str::to_owned);
        let names = &self.settings.claims;
        let is_verified = self.settings.numbers_are_verified
            || told.get("phone_number_verified").and_then(Value::as_bool) == Some(true);
        ProvenIdentity {
            mark: secret::sha256(format!("{} {subject}", self.settings.issuer).as_bytes()),
            name: claim(&names.name),
            id_number: claim(&names.id_number),
            // A number that a person merely typed there is nobody's here: notices and codes would go to whoever owns it.
            mobile: claim(&names.mobile).filter(|_| is_verified),
        }
    }

    /// What the provider says of itself, with its keys, no older than so many seconds where it answers.
    async fn document(&self, age: i64, now: i64) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        // Held while it is asked: who comes meanwhile need not ask again.
        let mut known = self.known.lock().await;
        let old = known.document.clone();
        if let Some((document, _)) = old.as_ref().filter(|(_, at)| now < at + age) {
            return Ok(Arc::clone(document));
        }
        if known.failed_at.is_some_and(|at| now < at + RETRY_BACKOFF_SECONDS) {
            let still = old.map(|(document, _)| document);
            return still.ok_or_else(|| OidcError::untrusted("it did not answer a moment ago"));
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|error| OidcError::at("no issuer", &error))?;
        match CoreProviderMetadata::discover_async(issuer, &self.http()).await {
            Ok(document) => {
                let document = Arc::new(document);
                *known = Known { document: Some((Arc::clone(&document), now)), failed_at: None };
                Ok(document)
            }
            Err(error) => {
                known.failed_at = Some(now);
                // What it said an hour ago is most likely what it would say now.
                let still = old.map(|(document, _)| document);
                still.ok_or_else(|| OidcError::at("no discovery document", &error))
            }
        }
    }

    fn client(
        &self,
        document: &CoreProviderMetadata,
        redirect_uri: String,
    ) -> Result<Client, OidcError> {
        let config::Provider { client_id, client_secret, .. } = &self.settings;
        let secret = (!client_secret.is_empty()).then(|| ClientSecret::new(client_secret.clone()));
        let redirect_uri =
            RedirectUrl::new(redirect_uri).map_err(|error| OidcError::at("no way back", &error))?;
        let ways = document.token_endpoint_auth_methods_supported();
        let in_body = ways.is_some_and(|ways| {
            ways.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let auth = if in_body {
            openidconnect::AuthType::RequestBody
        } else {
            openidconnect::AuthType::BasicAuth
        };
        let id = ClientId::new(client_id.clone());
        Ok(Client::from_provider_metadata(document.clone(), id, secret)
            .set_redirect_uri(redirect_uri)
            .set_auth_type(auth))
    }

    fn http(
        &self,
    ) -> impl Fn(
        openidconnect::HttpRequest,
    ) -> std::pin::Pin<
        Box<dyn Future<Output = Result<openidconnect::HttpResponse, Unanswered>> + Send>,
    > + use<> {
        let client = self.client.clone();
        move |request| Box::pin(http::ask(client.clone(), request))
    }
}

/// Issuer, audience, nonce, signature and time, all of them.
fn verifier_of(client: &Client, now: i64) -> IdTokenVerifier<'_, CoreJsonWebKey> {
    client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || DateTime::from_timestamp(now, 0).unwrap_or(DateTime::UNIX_EPOCH))
}
