//! 微信: `cgi-bin/stable_token` for the access token, then `wxa/business/getuserphonenumber` for the code.

use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{PendingExchange, PhoneExchange};
use crate::{clock::Clock, config, error::Error, service};

/// The access token is renewed so many seconds before it expires.
const RENEW_BEFORE_SECONDS: i64 = 120;
/// Error codes: the access token is no longer valid, although it has not expired.
const INVALID_TOKEN_ERRORS: [i64; 3] = [40_001, 40_014, 42_001];
/// Error codes: the code is unknown, of another application, used or expired.
const INVALID_CODE_ERRORS: [i64; 4] = [40_013, 40_029, 40_163, 41_008];
/// The country code of the numbers that can sign in.
const COUNTRY_CODE: &str = "86";

#[derive(Serialize)]
struct TokenRequest<'a> {
    grant_type: &'a str,
    appid: &'a str,
    secret: &'a str,
}

#[derive(Deserialize)]
struct TokenResponse {
    #[serde(default)]
    errcode: i64,
    #[serde(default)]
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

#[derive(Serialize)]
struct PhoneRequest<'a> {
    code: &'a str,
}

#[derive(Deserialize)]
struct PhoneResponse {
    #[serde(default)]
    errcode: i64,
    phone_info: Option<PhoneInfo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PhoneInfo {
    pure_phone_number: String,
    country_code: String,
}

/// The access token, and when it expires.
struct Token {
    text: String,
    ends_at: i64,
}

/// The client of the vendor's API.
pub struct WechatPhones {
    client: reqwest::Client,
    url: String,
    app_id: String,
    app_secret: String,
    clock: Clock,
    token: Mutex<Option<Token>>,
}

impl std::fmt::Debug for WechatPhones {
    /// Shows the address only: the secret must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WechatPhones").field("url", &self.url).finish_non_exhaustive()
    }
}

impl WechatPhones {
    /// The vendor of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(settings: &config::WechatApp, clock: Clock) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: service::http_client(settings.timeout_seconds)?,
            url: settings.url.trim_end_matches('/').to_owned(),
            app_id: settings.app_id.clone(),
            app_secret: settings.app_secret.clone(),
            clock,
            token: Mutex::default(),
        })
    }

    /// The access token: the cached one unless it is the rejected one, otherwise a new one. One request runs at a time, and the others wait
    /// for it.
    async fn token(&self, rejected: Option<&str>) -> Result<String, Error> {
        let mut cached = self.token.lock().await;
        let now = self.clock.now();
        let is_valid = |token: &&Token| {
            now < token.ends_at - RENEW_BEFORE_SECONDS && rejected != Some(token.text.as_str())
        };
        if let Some(token) = cached.as_ref().filter(is_valid) {
            return Ok(token.text.clone());
        }
        let body = TokenRequest {
            grant_type: "client_credential",
            appid: &self.app_id,
            secret: &self.app_secret,
        };
        let url = format!("{}/cgi-bin/stable_token", self.url);
        let response: TokenResponse = self.post(&url, &body).await?;
        if response.access_token.is_empty() {
            return Err(unavailable(format!("no token, error {}", response.errcode)));
        }
        let ends_at = now + response.expires_in;
        *cached = Some(Token { text: response.access_token.clone(), ends_at });
        Ok(response.access_token)
    }

    async fn ask(&self, token: &str, code: &str) -> Result<PhoneResponse, Error> {
        let mut url = reqwest::Url::parse(&format!("{}/wxa/business/getuserphonenumber", self.url))
            .map_err(|_| unavailable(String::from("host.wechat.url is no address")))?;
        url.query_pairs_mut().append_pair("access_token", token);
        self.post(url.as_str(), &PhoneRequest { code }).await
    }

    async fn post<Q, A>(&self, url: &str, body: &Q) -> Result<A, Error>
    where
        Q: Serialize + Sync,
        A: for<'de> Deserialize<'de>,
    {
        // The access token is part of the address, so errors must not show the address.
        let failed = |error: reqwest::Error| unavailable(error.without_url().to_string());
        let response = self.client.post(url).json(body).send().await.map_err(failed)?;
        response.error_for_status().map_err(failed)?.json().await.map_err(failed)
    }
}

impl PhoneExchange for WechatPhones {
    fn exchange_code<'a>(&'a self, code: &'a str) -> PendingExchange<'a> {
        Box::pin(async move {
            let token = self.token(None).await?;
            let mut response = self.ask(&token, code).await?;
            if INVALID_TOKEN_ERRORS.contains(&response.errcode) {
                let token = self.token(Some(&token)).await?;
                response = self.ask(&token, code).await?;
            }
            match (response.errcode, response.phone_info) {
                (0, Some(info)) if info.country_code == COUNTRY_CODE => {
                    Ok(Some(info.pure_phone_number))
                }
                (0, _) => Ok(None),
                (error, _) if INVALID_CODE_ERRORS.contains(&error) => Ok(None),
                (error, _) => Err(unavailable(format!("error {error}"))),
            }
        })
    }
}

fn unavailable(cause: String) -> Error {
    Error::Unavailable { service: "the host's phone service", cause }
}
