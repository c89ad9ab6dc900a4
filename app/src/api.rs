//! The server, as a typed client of the paths and bodies in [`sscard_shared::api`].

mod account;
pub mod drafts;
mod transport;
pub mod upload;
pub mod ways_in;

use std::cell::Cell;

use js_sys::Uint8Array;
use sscard_shared::{
    api::{
        APPLICATIONS_PATH, ApplicationSummary, ApplicationView, BRANCHES_PATH, DIRECTORY_PATH,
        ELIGIBILITY_PATH, EligibilityRequest, EligibilityView, ErrorCode, FACE_PATH, FaceChallenge,
        MOBILE_PATH, MobileChange, PERSON_PATH, PICTURES_PATH, PersonView, PictureReading, READING,
        REAL_NAME_PATH, RealName, Receipt, SESSION_PATH, SMS_PATH, SessionView, SignIn, SmsPurpose,
        SmsRequest, SmsSent, Submit, TEXTS_PATH, Text, TextKind,
    },
    directory::{Branch, Directory},
    fault::Faults,
    rare::Radicals,
};
use web_sys::Response;

pub use account::*;
use transport::{Body, fetch, get, json, parse, problem_in, send};

use crate::{platform, words};

/// Why a request did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiProblem {
    /// The server could not be reached. Trying again is always safe.
    Offline,
    /// It did not answer in time, which says nothing about whether it did what was asked. Trying again is always safe.
    Slow,
    /// The session has ended.
    SignedOut,
    /// Fields are at fault.
    Faults(Faults),
    /// Too many requests.
    Busy {
        /// Seconds to wait.
        retry_after: u32,
        /// The server's words.
        message: String,
    },
    /// The server understood and said no, with words for the person.
    Refused {
        /// The machine's word.
        code: ErrorCode,
        /// The server's words.
        message: String,
    },
    /// The server failed.
    Server {
        /// The machine's word.
        code: ErrorCode,
        /// The server's words, empty when it had none.
        message: String,
        /// Finds the failure in the operator's log.
        request_id: String,
        /// Seconds to wait, where the server said that waiting helps.
        retry_after: Option<u32>,
    },
}

impl ApiProblem {
    /// Cause and remedy, for the person.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Offline | Self::Slow => words().offline_try_again.to_owned(),
            Self::SignedOut => words().signed_out.to_owned(),
            Self::Faults(faults) => {
                faults.iter().next().map_or_else(|| words().check_answers.to_owned(), words::fault)
            }
            Self::Busy { message, retry_after } => {
                words::server_said(ErrorCode::TooMany, message, Some(*retry_after))
            }
            Self::Refused { code, message } => words::server_said(*code, message, None),
            Self::Server { code, message, request_id, retry_after } => {
                let said = words::server_said(*code, message, *retry_after);
                if request_id.is_empty() { said } else { words::ask_with_number(&said, request_id) }
            }
        }
    }

    /// The server failed without a word that we understand.
    const fn unknown() -> Self {
        Self::Server {
            code: ErrorCode::Internal,
            message: String::new(),
            request_id: String::new(),
            retry_after: None,
        }
    }

    /// Whether the same request may succeed in a moment.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Offline | Self::Slow | Self::Server { .. })
    }
}

thread_local! {
    /// When the server last answered: every request has the session last anew.
    static HEARD_AT: Cell<i64> = const { Cell::new(0) };
    /// By how many seconds the server's clock is ahead of the device's.
    static AHEAD: Cell<i64> = const { Cell::new(0) };
}

/// When the server last answered, by the device's clock.
#[must_use]
pub fn heard_at() -> i64 {
    HEARD_AT.get()
}

/// The present time by the server's clock, as far as it has told: devices' clocks are wrong more often than not.
#[must_use]
pub fn server_now() -> i64 {
    platform::now() + AHEAD.get()
}

fn heard(response: &Response) {
    HEARD_AT.set(platform::now());
    if let Ok(Some(date)) = response.headers().get("date") {
        let told = js_sys::Date::parse(&date);
        if told.is_finite() {
            AHEAD.set((told / 1000.0) as i64 - platform::now());
        }
    }
}

/// What most requests may take.
const ORDINARY_MS: u32 = 15_000;
/// What a picture on a slow network, or a submit with its transaction, may take.
const LONG_MS: u32 = 60_000;

/// Where `public/radicals.txt` is served.
const RADICALS_PATH: &str = "/radicals.txt";

/// Who is signed in.
pub async fn session() -> Result<SessionView, ApiProblem> {
    get(SESSION_PATH).await
}

/// Asks for a code by SMS.
pub async fn send_sms(mobile: String, purpose: SmsPurpose) -> Result<SmsSent, ApiProblem> {
    parse(&send("POST", SMS_PATH, json(&SmsRequest { mobile, purpose }), ORDINARY_MS).await?)
}

/// Signs in.
pub async fn sign_in(way: SignIn) -> Result<SessionView, ApiProblem> {
    parse(&send("POST", SESSION_PATH, json(&way), ORDINARY_MS).await?)
}

/// Signs out.
pub async fn sign_out() -> Result<(), ApiProblem> {
    send("DELETE", SESSION_PATH, Body::None, ORDINARY_MS).await.map(drop)
}

/// Asks for the moves of 人脸识别.
pub async fn begin_face() -> Result<FaceChallenge, ApiProblem> {
    parse(&send("POST", FACE_PATH, Body::None, ORDINARY_MS).await?)
}

/// Sends a frame of 人脸识别.
pub async fn send_frame(id: &str, at: usize, jpeg: &[u8]) -> Result<(), ApiProblem> {
    let path = [FACE_PATH, "/", id, "/", &at.to_string()].concat();
    send("PUT", &path, Body::Jpeg(Uint8Array::from(jpeg)), ORDINARY_MS).await.map(drop)
}

/// 实名认证.
pub async fn real_name(person: RealName) -> Result<SessionView, ApiProblem> {
    parse(&send("POST", REAL_NAME_PATH, json(&person), ORDINARY_MS).await?)
}

/// What the person's own form is filled with.
pub async fn person() -> Result<PersonView, ApiProblem> {
    get(PERSON_PATH).await
}

/// 更正: the number is another.
pub async fn change_mobile(change: MobileChange) -> Result<SessionView, ApiProblem> {
    parse(&send("POST", MOBILE_PATH, json(&change), ORDINARY_MS).await?)
}

/// 资格校验, with the version of 访问授权 where it was agreed to.
pub async fn ask_eligibility(access: Option<String>) -> Result<EligibilityView, ApiProblem> {
    let request = EligibilityRequest { access };
    parse(&send("POST", ELIGIBILITY_PATH, json(&request), ORDINARY_MS).await?)
}

/// What was said of the person at the last 资格校验, as long as it holds.
pub async fn eligibility() -> Result<Option<EligibilityView>, ApiProblem> {
    let answer = send("GET", ELIGIBILITY_PATH, Body::None, ORDINARY_MS).await?;
    if answer.is_empty() { Ok(None) } else { parse(&answer).map(Some) }
}

/// The operator's tables, without branches.
pub async fn directory() -> Result<Directory, ApiProblem> {
    get(DIRECTORY_PATH).await
}

/// The branches of a bank.
pub async fn branches(bank: &str) -> Result<Vec<Branch>, ApiProblem> {
    get(&[BRANCHES_PATH, "?bank=", &String::from(js_sys::encode_uri_component(bank))].concat())
        .await
}

/// The characters by radical: a file that lies beside the page.
pub async fn radicals() -> Result<Radicals, ApiProblem> {
    let table = send("GET", RADICALS_PATH, Body::None, LONG_MS).await?;
    Radicals::read(&table).ok_or_else(ApiProblem::unknown)
}

/// A text in the version in force.
pub async fn text(kind: TextKind) -> Result<Text, ApiProblem> {
    get(&[TEXTS_PATH, "/", kind.name()].concat()).await
}

/// The bytes of an uploaded picture, to its owner.
pub async fn picture(id: &str) -> Result<Vec<u8>, ApiProblem> {
    let path = [PICTURES_PATH, "/", id].concat();
    fetch("GET", &path, Body::None, &[], LONG_MS).await?.bytes().await
}

/// Has the server read a picture of an ID card; the person can type meanwhile, so it is no use to them later than that.
pub async fn read_picture(id: &str) -> Result<PictureReading, ApiProblem> {
    let path = [PICTURES_PATH, "/", id, "/", READING].concat();
    parse(&send("POST", &path, Body::None, ORDINARY_MS).await?)
}

/// 提交: any number of calls with one key make one application.
pub async fn submit(application: &Submit) -> Result<Receipt, ApiProblem> {
    parse(&send("POST", APPLICATIONS_PATH, json(application), LONG_MS).await?)
}

/// 我的办事.
pub async fn applications() -> Result<Vec<ApplicationSummary>, ApiProblem> {
    get(APPLICATIONS_PATH).await
}

/// One application.
pub async fn application(receipt: &str) -> Result<ApplicationView, ApiProblem> {
    get(&[APPLICATIONS_PATH, "/", receipt].concat()).await
}
