//! What every failure tells.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// Every failure of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// The machine's word.
    pub code: ErrorCode,
    /// Cause and remedy, in Chinese.
    pub message: String,
    /// The faulty fields, where fields are at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// Seconds to wait before trying again, where waiting helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Finds the failure in the operator's log; tell it to 96066.
    pub request_id: String,
}

/// The machine's word for a failure of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: the body is not what the path takes.
    BadRequest,
    /// 401: sign in first.
    SignedOut,
    /// 403: real name first, or not from our page.
    Forbidden,
    /// 404.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 409: another state than the request supposes (an application is under way already).
    Conflict,
    /// 410: good no longer.
    Gone,
    /// 412: the thing was changed since the state that the request names.
    Changed,
    /// 413.
    TooLarge,
    /// 415.
    UnsupportedType,
    /// 422: fields are at fault, all of them named.
    Faults,
    /// 422: the SMS code is wrong, used or too old.
    BadCode,
    /// 422: account and password do not belong together; the answer does not say which of them is wrong.
    BadPassword,
    /// 422: the captcha's answer is wrong, or the captcha was used or too old.
    BadCaptcha,
    /// 422: the new password is too easy to guess.
    WeakPassword,
    /// 422: name and number are not those of an insured person.
    NotInsured,
    /// 422: the face was not recognised: the moves were not done, it is another's, or the challenge is over.
    FaceFailed,
    /// 422: a card is being made already.
    InMaking,
    /// 422: the register knows the number by another name.
    NotMatched,
    /// 422: something was not agreed to, or in an older version; the words say what.
    Consent,
    /// 429.
    TooMany,
    /// 500.
    Internal,
    /// 503: a service that we need does not answer.
    Unavailable,
}
