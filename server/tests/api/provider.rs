//! 其他渠道登录: a provider that keeps to the standard, and what happens where one does not. A real one is met in `e2e`.

mod logged;
mod numbers;
mod ways_back;

use std::sync::{Arc, Mutex};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE};
use reqwest::Url;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use sscard_shared::api;

use crate::test_app::{Answer, NOON, TestApp, Visitor, ZHANG};

/// A provider played by the test: its word is what the test has it say.
#[derive(Clone)]
struct Provider {
    url: String,
    does: Arc<Mutex<Does>>,
}

struct Does {
    /// What its word says, laid over what is right.
    claims: Value,
    /// What it tells when it is asked for more.
    more: Value,
    /// What it signs with, and what it says that it signs with.
    keys: (u8, u8),
    algorithm: &'static str,
    /// How long its answers are.
    padding: usize,
    is_up: bool,
    /// What it answers instead of a token: status, content type and body.
    refusal: Option<(StatusCode, &'static str, String)>,
    /// The challenge, nonce and redirect of the last person that was sent to it.
    asked: (String, String, String),
    /// How often its keys were asked for.
    key_asks: usize,
}

fn key(number: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[number; 32]).unwrap()
}

impl Provider {
    async fn with_app() -> (Self, TestApp) {
        Self::with_app_where("", "").await
    }

    /// Some settings of the house, and some of the provider.
    async fn with_app_where(app: &str, own: &str) -> (Self, TestApp) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let does = Does {
            claims: json!({}),
            more: json!({}),
            keys: (1, 1),
            algorithm: "EdDSA",
            padding: 0,
            is_up: true,
            refusal: None,
            asked: Default::default(),
            key_asks: 0,
        };
        let provider = Self { url: url.clone(), does: Arc::new(Mutex::new(does)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/more", get(more))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = format!(
            "{app}\n[[oidc]]\nname = 'zwfw'\nlabel = '国家政务服务平台'\nlabel_en = 'Government services'\n\
             issuer = '{url}'\nclient_id = 'sscard'\nclient_secret = 'secret'\nscopes = ['identity']\n{own}\n\
             [[oidc]]\nname = 'alipay'\nlabel = '支付宝'\nissuer = '{url}'\nclient_id = 'other'\n"
        );
        (provider, TestApp::open_with(&settings).await)
    }

    fn does(&self, change: impl FnOnce(&mut Does)) {
        change(&mut self.does.lock().unwrap());
    }

    fn sign(&self, does: &Does) -> String {
        let (_, nonce, _) = &does.asked;
        let mut claims = json!({
            "iss": self.url, "aud": "sscard", "sub": "person-1", "nonce": nonce,
            "iat": NOON, "exp": NOON + 300,
        });
        for (name, claim) in does.claims.as_object().unwrap() {
            claims[name] = claim.clone();
        }
        let part = |value: &Value| URL_SAFE.encode(value.to_string());
        let head = part(&json!({ "alg": does.algorithm, "kid": does.keys.0.to_string() }));
        let text = [head, part(&claims)].join(".");
        let signature = URL_SAFE.encode(key(does.keys.0).sign(text.as_bytes()));
        [text, signature].join(".")
    }
}

async fn document(State(provider): State<Provider>) -> Response {
    let does = provider.does.lock().unwrap();
    if !does.is_up {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let url = &provider.url;
    Json(json!({
        "issuer": url, "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"), "jwks_uri": format!("{url}/keys"),
        "userinfo_endpoint": format!("{url}/more"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        "padding": "x".repeat(does.padding),
    }))
    .into_response()
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    let mut does = provider.does.lock().unwrap();
    does.key_asks += 1;
    let number = does.keys.1;
    let public = URL_SAFE.encode(key(number).public_key());
    Json(json!({ "keys": [
        { "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": number.to_string(), "x": public },
    ] }))
}

async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    let does = provider.does.lock().unwrap();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text);
    let challenge = URL_SAFE.encode(Sha256::digest(field("code_verifier")));
    let (expected, _, redirect) = &does.asked;
    let is_ours = headers["authorization"] == "Basic c3NjYXJkOnNlY3JldA==";
    if field("code") != "code-1" || challenge != *expected || field("redirect_uri") != redirect {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" })))
            .into_response();
    }
    assert!(is_ours);
    if let Some((status, content_type, body)) = &does.refusal {
        return (*status, [("content-type", *content_type)], body.clone()).into_response();
    }
    let id_token = provider.sign(&does);
    Json(json!({ "access_token": "access-1", "token_type": "Bearer", "id_token": id_token }))
        .into_response()
}

async fn more(State(provider): State<Provider>, headers: HeaderMap) -> Json<Value> {
    assert_eq!(headers["authorization"], "Bearer access-1");
    Json(provider.does.lock().unwrap().more.clone())
}

/// Somebody sets out for the provider: what it is handed.
async fn authorization_request(provider: &Provider, visitor: &Visitor, back: &str) -> String {
    let answer = visitor.get(&format!("{}/zwfw?back={back}", api::PROVIDERS_PATH)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    let url = Url::parse(answer.header("location")).unwrap();
    assert!(url.as_str().starts_with(&format!("{}/authorize?", provider.url)), "{url}");
    let part = |name: &str| {
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map_or_else(String::new, |(_, text)| text.into())
    };
    assert_eq!(part("response_type"), "code");
    assert_eq!(part("code_challenge_method"), "S256");
    assert_eq!(part("scope"), "openid identity");
    provider
        .does(|does| does.asked = (part("code_challenge"), part("nonce"), part("redirect_uri")));
    part("state")
}

async fn come_back(visitor: &Visitor, state: &str) -> Answer {
    visitor.get(&format!("{}/zwfw/back?code=code-1&state={state}", api::PROVIDERS_PATH)).await
}

/// There and back, with a way back to 免责声明.
async fn login_state(provider: &Provider, visitor: &Visitor) -> Answer {
    let state = authorization_request(provider, visitor, "/portal/disclaimer").await;
    come_back(visitor, &state).await
}

fn place(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    answer.header("location")
}

/// The session that an answer begins, in the last of its cookies.
pub(crate) fn taken(visitor: &Visitor, answer: &Answer) {
    let last = answer.headers.get_all("set-cookie").iter().next_back().unwrap().to_str().unwrap();
    *visitor.cookie.lock().unwrap() = Some(last.split(';').next().unwrap().to_owned());
}

fn zhang() -> Value {
    json!({
        "name": ZHANG.0, "id_number": ZHANG.1,
        "phone_number": "+8613900000001", "phone_number_verified": true,
    })
}

const UNAVAILABLE: &str = "/portal/sign-in?problem=unavailable";
const EXPIRED: &str = "/portal/sign-in?problem=expired";

#[tokio::test]
async fn the_page_is_told_the_providers_that_are_set_and_nothing_of_their_secrets() {
    let (_, app) = Provider::with_app().await;
    let told = app.visitor().get(api::PROVIDERS_PATH).await.json();
    // The sandbox adds those that the settings do not name.
    let names: Vec<_> = told.as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(json!(names), json!(["zwfw", "alipay", "wechat", "baidu", "e-sscard"]));
    assert_eq!(
        json!(told.as_array().unwrap()[..2]),
        json!([
            { "name": "zwfw", "label": "国家政务服务平台", "label_en": "Government services" },
            { "name": "alipay", "label": "支付宝" },
        ])
    );
    let nowhere = app.visitor().get("/api/oidc/nobody?back=/minsheng").await;
    assert_eq!(place(&nowhere), "/minsheng/sign-in?problem=unavailable");
}

#[tokio::test]
async fn whom_the_provider_vouches_for_by_name_and_number_is_known() {
    let (provider, app) = Provider::with_app().await;
    provider.does(|does| does.claims = zhang());
    let visitor = app.visitor();
    let answer = login_state(&provider, &visitor).await;
    assert_eq!(place(&answer), "/portal/disclaimer");
    taken(&visitor, &answer);
    let view = visitor.session().await;
    assert_eq!((&view["name"], &view["mobile"]), (&json!("张**"), &json!("139****0001")));
    // The same person by another way has the same things.
    let by_name = app.applicant("13900000002", ZHANG).await;
    assert_eq!(by_name.session().await["applicant"], view["applicant"]);
}

#[tokio::test]
async fn what_its_word_does_not_tell_is_asked_for_with_the_token() {
    let (provider, app) = Provider::with_app().await;
    let mut more = zhang();
    more["sub"] = json!("person-1");
    provider.does(|does| does.more = more);
    let visitor = app.visitor();
    let answer = login_state(&provider, &visitor).await;
    taken(&visitor, &answer);
    assert_eq!(visitor.session().await["name"], "张**");
}

#[tokio::test]
async fn whom_it_does_not_tell_enough_of_is_signed_in_and_not_known() {
    let (provider, app) = Provider::with_app().await;
    for told in [
        json!({}),
        json!({ "name": ZHANG.0 }),
        json!({ "name": "张**", "id_number": ZHANG.1 }),
        json!({ "name": ZHANG.0, "id_number": "110108199003072012" }),
        json!({ "name": ZHANG.0, "id_number": 7, "phone_number": "119" }),
    ] {
        provider.does(|does| {
            does.more = told.clone();
            does.more["sub"] = json!("person-1");
        });
        let visitor = app.visitor();
        let answer = login_state(&provider, &visitor).await;
        assert_eq!(place(&answer), "/portal/disclaimer", "{told}");
        taken(&visitor, &answer);
        let view = visitor.session().await;
        assert_eq!(view["signed_in"], true, "{told}");
        assert!(view.get("name").is_none() && view.get("mobile").is_none(), "{told}");
    }
}

#[tokio::test]
async fn a_word_that_is_not_quite_right_is_worth_nothing() {
    let (provider, app) = Provider::with_app().await;
    type Change = fn(&mut Does);
    let words: [(&str, Change); 10] = [
        ("another nonce", |does| does.claims = json!({ "nonce": "another" })),
        ("no nonce", |does| does.claims = json!({ "nonce": null })),
        ("another issuer", |does| does.claims = json!({ "iss": "http://127.0.0.1:1" })),
        ("for another client", |does| does.claims = json!({ "aud": "other" })),
        ("for another as well", |does| does.claims = json!({ "aud": ["sscard", "other"] })),
        ("too old", |does| does.claims = json!({ "exp": NOON - 1 })),
        ("of another access token", |does| {
            does.claims = json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" })
        }),
        ("signed by a stranger", |does| does.keys = (2, 1)),
        ("signed with what both know", |does| does.algorithm = "HS256"),
        ("of somebody else when asked for more", |does| {
            does.claims = json!({});
            does.more = json!({ "sub": "person-2", "name": ZHANG.0, "id_number": ZHANG.1 });
        }),
    ];
    for (what, change) in words {
        provider.does(|does| {
            (does.claims, does.more) = (zhang(), json!({}));
            (does.keys, does.algorithm) = ((1, 1), "EdDSA");
        });
        provider.does(change);
        let visitor = app.visitor();
        let answer = login_state(&provider, &visitor).await;
        assert_eq!(place(&answer), UNAVAILABLE, "{what}");
        assert_eq!(visitor.session().await["signed_in"], false, "{what}");
    }
}

#[tokio::test]
async fn what_the_provider_hands_back_is_good_once_and_in_the_browser_that_went() {
    let (provider, app) = Provider::with_app().await;
    provider.does(|does| does.claims = zhang());
    let (visitor, victim) = (app.visitor(), app.visitor());
    let state = authorization_request(&provider, &visitor, "/portal").await;
    let went = app.same(&visitor);
    for (who, state) in [(&victim, state.as_str()), (&visitor, "another"), (&visitor, "")] {
        let answer = come_back(who, state).await;
        assert_eq!(place(&answer), EXPIRED);
        assert!(answer.headers.get("set-cookie").is_none());
    }
    let other_door = format!("{}/alipay/back?code=code-1&state={state}", api::PROVIDERS_PATH);
    let other = authorization_request(&provider, &app.visitor(), "/portal").await;
    assert_eq!(place(&come_back(&visitor, &other).await), EXPIRED);

    let state = authorization_request(&provider, &visitor, "/portal").await;
    let again = app.same(&visitor);
    assert_eq!(place(&come_back(&visitor, &state).await), "/portal");
    assert_eq!(place(&come_back(&again, &state).await), EXPIRED);
    // What one provider was asked for, another does not answer.
    assert_eq!(place(&went.get(&other_door).await), EXPIRED);
}

#[tokio::test]
async fn who_turns_back_or_takes_too_long_is_told_so() {
    let (provider, app) = Provider::with_app().await;
    let visitor = app.visitor();
    let back = |rest: &str, state: &str| format!("/api/oidc/zwfw/back?state={state}{rest}");
    for (rest, page) in [
        ("&error=access_denied", "/minsheng/sign-in?problem=cancelled"),
        ("&error=server_error", "/minsheng/sign-in?problem=unavailable"),
        ("&error=access_denied&code=code-1", "/minsheng/sign-in?problem=cancelled"),
        ("", "/minsheng/sign-in?problem=unavailable"),
        ("&code=wrong", "/minsheng/sign-in?problem=unavailable"),
        ("&code=code-1&iss=http://127.0.0.1:1", "/minsheng/sign-in?problem=unavailable"),
    ] {
        let state = authorization_request(&provider, &visitor, "/minsheng/basic").await;
        assert_eq!(place(&visitor.get(&back(rest, &state)).await), page, "{rest}");
    }
    let state = authorization_request(&provider, &visitor, "/minsheng").await;
    app.clock.advance(600);
    assert_eq!(place(&come_back(&visitor, &state).await), EXPIRED);
    assert_eq!(visitor.session().await["signed_in"], false);
}

#[tokio::test]
async fn nobody_is_led_away_from_here() {
    let (provider, app) = Provider::with_app().await;
    provider.does(|does| does.claims = zhang());
    for wish in ["//evil.example", "https://evil.example", "/%5Cevil.example", ""] {
        let visitor = app.visitor();
        let state = authorization_request(&provider, &visitor, wish).await;
        assert_eq!(place(&come_back(&visitor, &state).await), "/", "{wish}");
    }
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_found_at_once_and_an_old_one_is_not_asked_for_again() {
    let (provider, app) = Provider::with_app().await;
    provider.does(|does| does.claims = zhang());
    for (keys, asks) in [((1, 1), 1), ((1, 1), 1), ((7, 7), 2), ((7, 7), 2)] {
        provider.does(|does| does.keys = keys);
        let answer = login_state(&provider, &app.visitor()).await;
        assert_eq!(place(&answer), "/portal/disclaimer");
        provider.does(|does| assert_eq!(does.key_asks, asks));
    }
}

#[tokio::test]
async fn a_provider_that_is_down_or_talks_without_end_keeps_nobody_waiting() {
    let (provider, app) = Provider::with_app().await;
    let path = format!("{}/zwfw?back=/portal", api::PROVIDERS_PATH);
    let visitor = app.visitor();
    provider.does(|does| does.is_up = false);
    assert_eq!(place(&visitor.get(&path).await), UNAVAILABLE);
    provider.does(|does| (does.is_up, does.padding) = (true, 300_000));
    app.clock.advance(5);
    assert_eq!(place(&visitor.get(&path).await), UNAVAILABLE);
    app.clock.advance(5);
    provider.does(|does| does.padding = 0);
    authorization_request(&provider, &visitor, "/portal").await;
    // What it said of itself an hour ago is still worth trying.
    provider.does(|does| does.is_up = false);
    app.clock.advance(3_600);
    authorization_request(&provider, &visitor, "/portal").await;
}
