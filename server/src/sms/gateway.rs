//! An SMS gateway that accepts JSON over HTTP.

use std::time::Duration;

use serde::Serialize;

use super::{CodeMessage, CodePurpose, PendingSend, SmsSender};
use crate::{config, error::Error, service};

/// The message in the gateway's format.
#[derive(Serialize)]
struct GatewayMessage<'a> {
    mobile: &'a str,
    template: &'a str,
    text: String,
    code: &'a str,
}

/// Sends messages to a gateway, and tries again when it fails.
pub struct SmsGateway {
    client: reqwest::Client,
    url: String,
    token: String,
    template: String,
    change_template: String,
    reset_template: String,
    retries: u32,
}

impl std::fmt::Debug for SmsGateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmsGateway").field("url", &self.url).finish_non_exhaustive()
    }
}

impl SmsGateway {
    /// The gateway of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(settings: &config::SmsSettings) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: service::http_client(settings.timeout_seconds)?,
            url: settings.gateway_url.clone(),
            token: settings.gateway_token.clone(),
            template: settings.template.clone(),
            change_template: settings.change_template.clone(),
            reset_template: settings.reset_template.clone(),
            retries: settings.retries,
        })
    }

    async fn try_once(&self, message: &CodeMessage) -> Result<(), GatewayFailure> {
        let body = GatewayMessage {
            mobile: &message.mobile,
            template: match message.purpose {
                CodePurpose::SignIn => &self.template,
                CodePurpose::ChangeMobile => &self.change_template,
                CodePurpose::Reset => &self.reset_template,
            },
            text: message.text(),
            code: &message.code,
        };
        let sent = self.client.post(&self.url).bearer_auth(&self.token).json(&body).send().await;
        match sent {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => {
                let status = answer.status();
                Err(GatewayFailure {
                    is_temporary: status.is_server_error() || status.as_u16() == 429,
                    cause: format!("answered {status}"),
                })
            }
            // A message that timed out may have been sent all the same. A second one with the same code does no harm.
            Err(error) => {
                Err(GatewayFailure { is_temporary: true, cause: error.without_url().to_string() })
            }
        }
    }
}

struct GatewayFailure {
    is_temporary: bool,
    cause: String,
}

impl SmsSender for SmsGateway {
    fn send(&self, message: CodeMessage) -> PendingSend<'_> {
        Box::pin(async move {
            let mut retried = 0;
            loop {
                let Err(failure) = self.try_once(&message).await else { return Ok(()) };
                if !failure.is_temporary || retried >= self.retries {
                    return Err(Error::Unavailable {
                        service: "the SMS gateway",
                        cause: failure.cause,
                    });
                }
                tokio::time::sleep(Duration::from_millis(200 << retried.min(4))).await;
                retried += 1;
            }
        })
    }
}
