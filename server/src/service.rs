//! The client side of services that other operators run and that answer over HTTP.

use std::time::Duration;

use serde::Serialize;

use crate::db::InsuredPerson;

/// The address of a service, its token, and a client for it.
pub(crate) struct Service {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl std::fmt::Debug for Service {
    /// Shows the address only: the token is a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Service {
    /// # Errors
    /// When the client cannot be built.
    pub(crate) fn new(
        url: &str,
        token: &str,
        timeout_seconds: u64,
    ) -> Result<Self, reqwest::Error> {
        let client = http_client(timeout_seconds)?;
        Ok(Self { client, url: url.to_owned(), token: token.to_owned() })
    }

    /// A request to the service, with its token.
    pub(crate) fn post(&self) -> reqwest::RequestBuilder {
        self.client.post(&self.url).bearer_auth(&self.token)
    }

    /// Sends a person's name and number.
    ///
    /// # Errors
    /// When the service does not answer, or answers with an error status. No error holds the address.
    pub(crate) async fn post_person(
        &self,
        person: &InsuredPerson,
    ) -> Result<reqwest::Response, reqwest::Error> {
        let body = PersonBody { name: &person.name, id_number: &person.id_number };
        let sent = self.post().json(&body).send().await;
        sent.and_then(reqwest::Response::error_for_status).map_err(reqwest::Error::without_url)
    }
}

#[derive(Serialize)]
struct PersonBody<'a> {
    name: &'a str,
    id_number: &'a str,
}

/// The body of a response; `None` where it is longer than `max_bytes`.
///
/// # Errors
/// When the body does not arrive. No error holds the address.
pub(crate) async fn read_body(
    mut response: reqwest::Response,
    max_bytes: usize,
) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
        if body.len() + chunk.len() > max_bytes {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// A client with a time limit that follows no redirect, because a token is for one service alone.
///
/// # Errors
/// When the client cannot be built.
pub(crate) fn http_client(timeout_seconds: u64) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(timeout_seconds))
        .redirect(reqwest::redirect::Policy::none())
        .build()
}
