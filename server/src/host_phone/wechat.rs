//! 微信: `cgi-bin/stable_token` for the access token, then `wxa/business/getuserphonenumber` for the code.

use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{Exchanging, HostPhones};
use crate::{clock::Clock, config, error::Error, service};

/// The access token is renewed so many seconds before it expires.
const EARLY: i64 = 120;
/// Error codes: the access token is no longer valid, although it has not expired.
const TOKEN_SPENT: [i64; 3] = [40_001, 40_014, 42_001];
/// Error codes: the code is unknown, of another application, used or expired.
const CODE_SPENT: [i64; 4] = [40_013, 40_029, 40_163, 41_008];
/// The country code of the numbers that can sign in.
const CHINA: &str = "86";

#[derive(Serialize)]
struct TokenQuestion<'a> {
    grant_type: &'a str,
    appid: &'a str,
    secret: &'a str,
}

#[derive(Deserialize)]
struct TokenAnswer {
    #[serde(default)]
    errcode: i64,
    #[serde(default)]
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

#[derive(Serialize)]
struct PhoneQuestion<'a> {
    code: &'a str,
}

#[derive(Deserialize)]
struct PhoneAnswer {
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
    async fn token(&self, not: Option<&str>) -> Result<String, Error> {
        let mut held = self.token.lock().await;
        let now = self.clock.now();
        let is_good =
            |token: &&Token| now < token.ends_at - EARLY && not != Some(token.text.as_str());
        if let Some(token) = held.as_ref().filter(is_good) {
            return Ok(token.text.clone());
        }
        let question = TokenQuestion {
            grant_type: "client_credential",
            appid: &self.app_id,
            secret: &self.app_secret,
        };
        let url = format!("{}/cgi-bin/stable_token", self.url);
        let answer: TokenAnswer = self.post(&url, &question).await?;
        if answer.access_token.is_empty() {
            return Err(unavailable(format!("no token, error {}", answer.errcode)));
        }
        let ends_at = now + answer.expires_in;
        *held = Some(Token { text: answer.access_token.clone(), ends_at });
        Ok(answer.access_token)
    }

    async fn ask(&self, token: &str, code: &str) -> Result<PhoneAnswer, Error> {
        let mut url = reqwest::Url::parse(&format!("{}/wxa/business/getuserphonenumber", self.url))
            .map_err(|_| unavailable(String::from("host.wechat.url is no address")))?;
        url.query_pairs_mut().append_pair("access_token", token);
        self.post(url.as_str(), &PhoneQuestion { code }).await
    }

    async fn post<Q, A>(&self, url: &str, question: &Q) -> Result<A, Error>
    where
        Q: Serialize + Sync,
        A: for<'de> Deserialize<'de>,
    {
        // The access token is part of the address, so errors must not show the address.
        let failed = |error: reqwest::Error| unavailable(error.without_url().to_string());
        let answer = self.client.post(url).json(question).send().await.map_err(failed)?;
        answer.error_for_status().map_err(failed)?.json().await.map_err(failed)
    }
}

impl HostPhones for WechatPhones {
    fn exchange<'a>(&'a self, code: &'a str) -> Exchanging<'a> {
        Box::pin(async move {
            let token = self.token(None).await?;
            let mut answer = self.ask(&token, code).await?;
            if TOKEN_SPENT.contains(&answer.errcode) {
                let token = self.token(Some(&token)).await?;
                answer = self.ask(&token, code).await?;
            }
            match (answer.errcode, answer.phone_info) {
                (0, Some(info)) if info.country_code == CHINA => Ok(Some(info.pure_phone_number)),
                (0, _) => Ok(None),
                (error, _) if CODE_SPENT.contains(&error) => Ok(None),
                (error, _) => Err(unavailable(format!("error {error}"))),
            }
        })
    }
}

fn unavailable(cause: String) -> Error {
    Error::Unavailable { service: "the host's phone service", cause }
}
