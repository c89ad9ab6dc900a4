//! Pages of other sites: whatever they have a browser send changes nothing, and what they could read tells nothing.

use reqwest::Method;
use serde_json::{Value, json};
use sscard_shared::api;

use crate::test_app::{Answer, TestApp, Visitor, ZHANG};

const MOBILE: &str = "13900000001";

/// Every path by which something is changed, with the method.
fn changing_requests() -> Vec<(Method, String)> {
    let id = "0".repeat(32);
    let post = [
        api::FACE_PATH,
        api::SMS_PATH,
        api::SESSION_PATH,
        api::SCAN_PATH,
        api::SCAN_SEEN_PATH,
        api::SCAN_ANSWER_PATH,
        api::REAL_NAME_PATH,
        api::RESET_PATH,
        api::MOBILE_PATH,
        api::ELIGIBILITY_PATH,
        api::APPLICATIONS_PATH,
    ];
    let mut all: Vec<_> = post.map(|path| (Method::POST, path.to_owned())).into();
    all.push((Method::POST, format!("{}/{id}/{}", api::PICTURES_PATH, api::READING)));
    for path in [api::PASSWORD_PATH, api::RESET_PATH, api::DRAFT_PATH] {
        all.push((Method::PUT, path.to_owned()));
    }
    all.push((Method::PUT, format!("{}/photo", api::PICTURES_PATH)));
    all.push((Method::PUT, format!("{}/{id}/0", api::FACE_PATH)));
    for path in [api::SESSION_PATH, api::DEVICES_PATH, api::DRAFT_PATH] {
        all.push((Method::DELETE, path.to_owned()));
    }
    all.push((Method::DELETE, format!("{}/{id}", api::DEVICES_PATH)));
    all
}

#[tokio::test]
async fn every_change_is_refused_to_a_page_of_another_site() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let saved = json!({ "key": "0123456789abcdef", "saved_at": 1, "draft": { "name": "张样本" } });
    assert_eq!(visitor.put(api::DRAFT_PATH, &saved).await.status, 204);
    let own_host = server.base.trim_start_matches("http://");
    for (method, path) in changing_requests() {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
            ("sec-fetch-site", ""),
            ("origin", "https://other.example"),
            ("origin", "null"),
            ("origin", ""),
            ("origin", own_host),
            ("origin", &format!("{}.other.example", server.base)),
            ("origin", &format!("http://other.example@{own_host}")),
        ] {
            let request = visitor.request(method.clone(), &path).header(name, value);
            let request = request.header("content-type", "application/json").body("{}");
            let refused = visitor.send(request).await;
            assert_eq!(
                refused.refusal(),
                (403, "forbidden".into()),
                "{method} {path} {name}: {value}"
            );
        }
    }
    assert_eq!(visitor.session().await["name"], "张**");
    assert_eq!(visitor.get(api::DRAFT_PATH).await.json(), saved);
}

#[tokio::test]
async fn no_other_site_is_allowed_to_read_or_to_ask_first() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    for (method, path) in [
        (Method::OPTIONS, api::DRAFT_PATH),
        (Method::OPTIONS, api::SESSION_PATH),
        (Method::GET, api::PERSON_PATH),
    ] {
        let request =
            visitor.request(method.clone(), path).header("origin", "https://other.example");
        let request = request.header("access-control-request-method", "PUT");
        let answer =
            visitor.send(request.header("access-control-request-headers", "content-type")).await;
        assert_eq!(answer.status.as_u16(), if method == Method::GET { 200 } else { 405 }, "{path}");
        let names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
        assert!(!names.iter().any(|name| name.starts_with("access-control-")), "{names:?}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn a_method_is_what_the_request_line_says() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    for name in ["x-http-method-override", "x-http-method", "x-method-override"] {
        let request = visitor.request(Method::GET, api::SESSION_PATH).header(name, "DELETE");
        assert_eq!(visitor.send(request).await.status, 200, "{name}");
        let request = visitor.request(Method::POST, api::DRAFT_PATH).header(name, "DELETE");
        assert_eq!(
            visitor.send(request).await.refusal(),
            (405, "method_not_allowed".into()),
            "{name}"
        );
    }
    let in_query = visitor.get(&format!("{}?_method=DELETE", api::SESSION_PATH)).await;
    assert_eq!(in_query.json()["signed_in"], true);
    assert_eq!(visitor.session().await["signed_in"], true);
}

#[tokio::test]
async fn a_scanned_code_leads_to_the_set_origin_whatever_the_host() {
    let server = TestApp::open_with("public_origin = 'https://card.example.cn'").await;
    let visitor = server.visitor();
    for name in ["host", "x-forwarded-host", "forwarded", "origin"] {
        let value = if name == "origin" { "https://card.example.cn" } else { "other.example" };
        let request = visitor.request(Method::POST, api::SCAN_PATH).header(name, value);
        let ticket = visitor.send(request).await;
        assert_eq!(ticket.status, 200, "{name}: {}", ticket.text());
        let url = ticket.json()["url"].as_str().unwrap().to_owned();
        assert!(url.starts_with("https://card.example.cn/scan#"), "{name}: {url}");
    }
}

/// What somebody who compares answers can see of one: all but what is new in each.
fn shown(answer: &Answer) -> (u16, Vec<String>, Value) {
    let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    for new in ["request_id", "ticket"] {
        if let Some(value) = body.get_mut(new) {
            *value = Value::Null;
        }
    }
    let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
    names.sort_unstable();
    (answer.status.as_u16(), names, body)
}

#[tokio::test]
async fn no_answer_reveals_whether_a_number_is_known() {
    let server = TestApp::open().await;
    // Zhang's number has an account and a session; the other has neither.
    server.applicant(MOBILE, ZHANG).await;
    server.clock.advance(60);
    let ask = async |mobile: &str| {
        let visitor = server.visitor();
        let sent = shown(&visitor.ask_code(mobile).await);
        let wrong = shown(&visitor.give_code(mobile, "000000").await);
        (sent, wrong, shown(&visitor.ask_code(mobile).await))
    };
    let known = ask(MOBILE).await;
    assert_eq!((known.0.0, known.1.0, known.2.0), (200, 422, 429));
    assert_eq!(known, ask("13987654321").await);
}

#[tokio::test]
async fn no_answer_reveals_which_of_name_and_number_is_wrong() {
    let server = TestApp::open().await;
    let claim = async |visitor: &Visitor, name: &str, number: &str| {
        let body = json!({ "name": name, "id_number": number, "face": "0".repeat(32) });
        shown(&visitor.post(api::REAL_NAME_PATH, &body).await)
    };
    let visitor = server.visitor();
    visitor.sign_in(MOBILE).await;
    let other_name = claim(&visitor, "李样本", ZHANG.1).await;
    assert_eq!((other_name.0, &other_name.2["code"]), (422, &json!("not_insured")));
    assert_eq!(other_name, claim(&visitor, "李样本", "110101199001011237").await);
    assert_eq!(other_name, claim(&visitor, ZHANG.0, "110101199001011237").await);
}
