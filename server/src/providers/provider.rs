//! One OpenID Connect provider: the request that sends a browser there, and the checks of what it returns.

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

use super::{
    ReturnedCode,
    http::{self, RequestError},
};
use crate::{config, secret, service};

/// Seconds for which a provider's document and keys are reused. They are fetched again earlier when a token has a newer key.
const DOCUMENT_SECONDS: i64 = 3_600;
/// Seconds without a new attempt after a provider did not answer, so that applicants do not queue up for it.
const RETRY_BACKOFF_SECONDS: i64 = 5;
/// The accepted signature algorithms: all asymmetric, so that the shared client secret cannot sign.
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

/// The claims that the standard does not name.
#[derive(Debug, Default, Deserialize, Serialize)]
struct AdditionalFields {
    #[serde(flatten)]
    claims: BTreeMap<String, Value>,
}

impl AdditionalClaims for AdditionalFields {}

type Fields = IdTokenFields<
    AdditionalFields,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    Signature,
>;
type Client = openidconnect::Client<
    AdditionalFields,
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

/// Why no identity was proved, without personal data.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider did not answer, or not correctly.
    #[error("{step}: {cause}")]
    NoAnswer {
        /// The step that failed.
        step: &'static str,
        /// What went wrong.
        cause: String,
    },
    /// The answer cannot be trusted.
    #[error("its word cannot be trusted: {0}")]
    Untrusted(String),
}

impl OidcError {
    fn failed_step(step: &'static str, error: &(dyn std::error::Error + 'static)) -> Self {
        let cause = error.to_string();
        // Deeper causes may repeat personal data, so only this kind of cause is shown.
        let unanswered = error.source().and_then(|source| source.downcast_ref::<RequestError>());
        let cause = unanswered.map_or(cause.clone(), |deeper| format!("{cause}: {deeper}"));
        Self::NoAnswer { step, cause }
    }

    /// The provider refused, with a code of RFC 6749, section 5.2. Nothing else of its answer is repeated.
    fn refused(step: &'static str, code: &str) -> Self {
        let is_code = (1..=40).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let cause = if is_code { code } else { "a code of its own" };
        Self::NoAnswer { step, cause: format!("refused: {cause}") }
    }

    /// A code that was never issued, that was used before, or that has expired.
    pub(super) fn unknown_code() -> Self {
        Self::Untrusted(String::from("the code stands for nobody"))
    }

    fn untrusted(error: impl std::fmt::Display) -> Self {
        Self::Untrusted(error.to_string())
    }
}

/// The request that sends a browser to the provider.
pub struct AuthorizationRequest {
    /// The address of the provider's page.
    pub url: String,
    /// The `state` that the provider returns.
    pub state: String,
    /// The nonce that the ID token must repeat.
    pub nonce: String,
    /// The PKCE verifier, which proves that this server made the request.
    pub verifier: String,
}

impl std::fmt::Debug for AuthorizationRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuthorizationRequest").finish_non_exhaustive()
    }
}

/// The identity that a provider proved, as the provider states it. The rules have not checked it yet.
pub struct ProvenIdentity {
    /// The person's opaque id at the provider, as a hash.
    pub mark: String,
    /// 姓名, if stated.
    pub name: Option<String>,
    /// 证件号码, if stated.
    pub id_number: Option<String>,
    /// 手机号码, if stated and verified.
    pub mobile: Option<String>,
}

impl std::fmt::Debug for ProvenIdentity {
    /// Shows no content: names and numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProvenIdentity").finish_non_exhaustive()
    }
}

/// What is cached of the provider.
#[derive(Debug, Default)]
struct CachedDocument {
    document: Option<(Arc<CoreProviderMetadata>, i64)>,
    failed_at: Option<i64>,
}

/// A provider.
#[derive(Debug)]
pub struct Provider {
    settings: config::ProviderSettings,
    client: reqwest::Client,
    cached: Mutex<CachedDocument>,
}

impl Provider {
    pub(super) fn new(settings: &config::ProviderSettings) -> Result<Self, reqwest::Error> {
        let client = service::http_client(settings.timeout_seconds)?;
        Ok(Self { settings: settings.clone(), client, cached: Mutex::default() })
    }

    /// The provider's name in paths.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// The issuer of its ID tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    pub(super) fn view(&self) -> ProviderView {
        let config::ProviderSettings { name, label, label_en, .. } = &self.settings;
        ProviderView {
            name: name.clone(),
            label: label.clone(),
            label_en: (!label_en.is_empty()).then(|| label_en.clone()),
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
        let client = self.client(&*self.document(DOCUMENT_SECONDS, now).await?, redirect_uri)?;
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

    /// The identity behind the code of a browser that returns.
    ///
    /// # Errors
    /// When the provider does not answer, or its answer cannot be trusted.
    pub async fn authenticate(
        &self,
        returned: ReturnedCode,
        now: i64,
    ) -> Result<ProvenIdentity, OidcError> {
        let ReturnedCode { redirect_uri, code, nonce, verifier } = returned;
        let http = self.http();
        let client =
            self.client(&*self.document(DOCUMENT_SECONDS, now).await?, redirect_uri.clone())?;
        let token = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| OidcError::failed_step("no token", &error))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&http)
            .await
            .map_err(|error| match error {
                // The description of a refusal may repeat personal data.
                RequestTokenError::ServerResponse(refusal) => {
                    OidcError::refused("no token", refusal.error().as_ref())
                }
                error => OidcError::failed_step("no token", &error),
            })?;
        let id_token =
            token.id_token().ok_or_else(|| OidcError::untrusted("there is no id token"))?;
        let nonce = Nonce::new(nonce);
        let renewed;
        let (client, claims) = match id_token.claims(&id_token_verifier(&client, now), &nonce) {
            // Keys change, and a new one may be newer than the cached document.
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                renewed = self.client(&*self.document(0, now).await?, redirect_uri)?;
                (&renewed, id_token.claims(&id_token_verifier(&renewed, now), &nonce))
            }
            claims => (&client, claims),
        };
        let claims = claims.map_err(OidcError::untrusted)?;
        if let Some(expected) = claims.access_token_hash() {
            let verifier = id_token_verifier(client, now);
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
            let request = client
                .user_info(token.access_token().clone(), Some(claims.subject().clone()))
                .map_err(|error| OidcError::failed_step("no user info", &error))?;
            let stated: UserInfoClaims<AdditionalFields, CoreGenderClaim> = request
                .request_async(&http)
                .await
                .map_err(|error| OidcError::failed_step("no user info", &error))?;
            let stated = self.identity_in(&stated, claims.subject());
            proven.name = proven.name.or(stated.name);
            proven.id_number = proven.id_number.or(stated.id_number);
            proven.mobile = proven.mobile.or(stated.mobile);
        }
        Ok(proven)
    }

    fn identity_in(&self, claims: &impl Serialize, subject: &str) -> ProvenIdentity {
        let stated = serde_json::to_value(claims).unwrap_or_default();
        let claim = |name: &str| stated.get(name).and_then(Value::as_str).map(str::to_owned);
        let names = &self.settings.claims;
        let is_verified = self.settings.numbers_are_verified
            || stated.get("phone_number_verified").and_then(Value::as_bool) == Some(true);
        ProvenIdentity {
            mark: secret::sha256(format!("{} {subject}", self.settings.issuer).as_bytes()),
            name: claim(&names.name),
            id_number: claim(&names.id_number),
            // A number that the person merely typed at the provider is not accepted: notices and codes would go to whoever owns it.
            mobile: claim(&names.mobile).filter(|_| is_verified),
        }
    }

    /// The provider's discovery document with its keys, at most `max_age` seconds old where the provider answers.
    async fn document(
        &self,
        max_age: i64,
        now: i64,
    ) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        // The lock is held during the request, so that parallel callers do not repeat it.
        let mut cached = self.cached.lock().await;
        let old = cached.document.clone();
        if let Some((document, _)) =
            old.as_ref().filter(|(_, fetched_at)| now < fetched_at + max_age)
        {
            return Ok(Arc::clone(document));
        }
        if cached.failed_at.is_some_and(|failed_at| now < failed_at + RETRY_BACKOFF_SECONDS) {
            let cached_document = old.map(|(document, _)| document);
            return cached_document
                .ok_or_else(|| OidcError::untrusted("it did not answer a moment ago"));
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|error| OidcError::failed_step("no issuer", &error))?;
        match CoreProviderMetadata::discover_async(issuer, &self.http()).await {
            Ok(document) => {
                let document = Arc::new(document);
                *cached = CachedDocument {
                    document: Some((Arc::clone(&document), now)),
                    failed_at: None,
                };
                Ok(document)
            }
            Err(error) => {
                cached.failed_at = Some(now);
                // The document of an hour ago is most likely still valid.
                let cached_document = old.map(|(document, _)| document);
                cached_document
                    .ok_or_else(|| OidcError::failed_step("no discovery document", &error))
            }
        }
    }

    fn client(
        &self,
        document: &CoreProviderMetadata,
        redirect_uri: String,
    ) -> Result<Client, OidcError> {
        let config::ProviderSettings { client_id, client_secret, .. } = &self.settings;
        let secret = (!client_secret.is_empty()).then(|| ClientSecret::new(client_secret.clone()));
        let redirect_uri = RedirectUrl::new(redirect_uri)
            .map_err(|error| OidcError::failed_step("no way back", &error))?;
        let methods = document.token_endpoint_auth_methods_supported();
        let is_secret_in_body = methods.is_some_and(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let auth = if is_secret_in_body {
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
        Box<dyn Future<Output = Result<openidconnect::HttpResponse, RequestError>> + Send>,
    > + use<> {
        let client = self.client.clone();
        move |request| Box::pin(http::send_request(client.clone(), request))
    }
}

/// Verifies issuer, audience, nonce, signature and time.
fn id_token_verifier(client: &Client, now: i64) -> IdTokenVerifier<'_, CoreJsonWebKey> {
    client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || DateTime::from_timestamp(now, 0).unwrap_or(DateTime::UNIX_EPOCH))
}
