//! Accounts of the operator: signing in by password, captchas, pauses, and passwords that change.

use reqwest::Method;
use serde_json::{Value, json};
use sscard_shared::api;

use crate::{
    commands,
    test_app::{Answer, TestApp, Visitor, ZHANG},
};

/// Zhang's account in the sandbox, by each of its names.
const NAMES: [&str; 3] = ["zhang-yangben", "13900000001", ZHANG.1];
const MOBILE: &str = NAMES[1];
const PASSWORD: &str = "yueliang7";
const NEW: &str = "taikong#2026";

impl Visitor {
    /// A captcha with its answer: the sum, which a program that is no person can add as well.
    pub(crate) async fn captcha(&self) -> Value {
        let captcha = self.get("/api/captcha?kind=sum").await.json();
        // 三加五等于几？
        let words: Vec<char> = captcha["sum"]["zh-CN"].as_str().unwrap().chars().collect();
        let digit =
            |word: char| "零一二三四五六七八九".chars().position(|one| one == word).unwrap();
        let sum = digit(words[0]) + digit(words[2]);
        json!({ "id": captcha["id"], "answer": sum.to_string() })
    }

    pub(crate) async fn give_password(&self, account: &str, password: &str) -> Answer {
        self.give_password_from("192.0.2.1", account, password).await
    }

    /// The same from an address, where the house trusts who names it.
    pub(crate) async fn give_password_from(
        &self,
        address: &str,
        account: &str,
        password: &str,
    ) -> Answer {
        let captcha = self.captcha().await;
        let body = json!({ "method": "password", "account": account, "password": password, "captcha": captcha });
        let request = self.request(Method::POST, api::SESSION_PATH);
        self.send(request.header("x-real-ip", address).json(&body)).await
    }

    async fn ask_reset(&self, account: &str) -> Answer {
        let captcha = self.captcha().await;
        self.post(api::RESET_PATH, &json!({ "account": account, "captcha": captcha })).await
    }

    pub(crate) async fn reset(&self, ticket: &Value, code: &str, password: &str) -> Answer {
        let body = json!({ "ticket": ticket, "code": code, "password": password });
        self.put(api::RESET_PATH, &body).await
    }

    /// The code of a reset, which is sent after the answer.
    async fn reset_code(&self, mobile: &str) -> String {
        loop {
            let path = format!("/api/sandbox/outbox?mobile={mobile}");
            let messages = self.get(&path).await.json();
            let newest = messages[0]["text"].as_str().unwrap_or_default();
            if newest.contains("重置密码") {
                return self.code(mobile).await;
            }
            tokio::task::yield_now().await;
        }
    }
}

/// How many passwords the operator is told to have been wrong.
async fn wrong(visitor: &Visitor) -> u32 {
    let numbers = visitor.get("/metrics").await.text();
    let line = numbers.lines().find(|line| line.contains("passwords_total{outcome=\"wrong\"}"));
    line.unwrap().rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_account_is_found_by_each_of_its_names_however_they_are_typed() {
    let app = TestApp::open().await;
    for name in
        NAMES.into_iter().chain([" Zhang-Yangben ", "+86 139-0000-0001", "１３９０００００００１"])
    {
        let visitor = app.visitor();
        let answer = visitor.give_password(name, PASSWORD).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.text());
        let view = answer.json();
        assert_eq!((&view["way"], &view["name"]), (&json!("password"), &json!("张**")), "{name}");
        assert_eq!(view["mobile"], "139****0001");
        assert_eq!(visitor.get(api::DRAFT_PATH).await.status, 204);
    }
}

#[tokio::test]
async fn who_has_no_account_is_answered_as_who_gives_a_wrong_password_after_the_same_work() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    // A wrong password, nobody's names, and an account that has no password yet.
    let tries =
        ["zhang-yangben", "nobody-here", "13912345678", "110101199001011237", "qian-laoyang", ""];
    let mut bodies = Vec::new();
    for (before, name) in (0..).zip(tries) {
        assert_eq!(wrong(&visitor).await, before);
        let answer = visitor.give_password(name, "yueliang8").await;
        assert_eq!(answer.refusal(), (422, "bad_password".into()), "{name}");
        assert!(answer.headers.get("set-cookie").is_none(), "{name}");
        bodies.push(answer.failure().message);
        assert_eq!(wrong(&visitor).await, before + 1, "{name}");
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn a_captcha_is_good_for_one_answer_and_five_minutes() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let captcha = visitor.captcha().await;
    let try_with = async |captcha: &Value| {
        let body = json!({ "method": "password", "account": "zhang-yangben", "password": PASSWORD, "captcha": captcha });
        visitor.post(api::SESSION_PATH, &body).await
    };
    assert_eq!(try_with(&captcha).await.status, 200);
    assert_eq!(try_with(&captcha).await.refusal(), (422, "bad_captcha".into()));

    let mut wrong = visitor.captcha().await;
    let right = wrong["answer"].take();
    wrong["answer"] = json!("99");
    assert_eq!(try_with(&wrong).await.refusal(), (422, "bad_captcha".into()));
    wrong["answer"] = right;
    assert_eq!(try_with(&wrong).await.refusal(), (422, "bad_captcha".into()), "spent");

    for (age, status) in [(299, 200), (300, 422)] {
        let captcha = visitor.captcha().await;
        app.clock.advance(age);
        assert_eq!(try_with(&captcha).await.status, status, "{age}");
    }
}

#[tokio::test]
async fn a_captcha_is_a_picture_unless_words_are_asked_for_and_an_address_has_its_share() {
    let settings = "client_address_header = 'x-real-ip'\ncaptcha.per_address_per_hour = 3";
    let app = TestApp::open_with(settings).await;
    let visitor = app.visitor();
    let ask = async |query: &str, address: &str| {
        let request = visitor.request(Method::GET, &format!("{}{query}", api::CAPTCHA_PATH));
        visitor.send(request.header("x-real-ip", address)).await
    };
    let picture = ask("", "192.0.2.1").await.json();
    assert!(picture["image"].as_str().unwrap().starts_with("data:image/jpeg;base64,"));
    assert_eq!(picture["expires_in"], 300);
    let words = ask("?kind=sum", "192.0.2.1").await.json();
    assert!(words["sum"]["en"].as_str().unwrap().starts_with("What is "), "{words}");
    assert!(words.get("image").is_none());
    assert_eq!(ask("?kind=riddle", "192.0.2.1").await.refusal(), (400, "bad_request".into()));
    assert_eq!(ask("?kind=image", "192.0.2.1").await.status, 200);
    assert_eq!(ask("?kind=sum", "192.0.2.1").await.refusal(), (429, "too_many".into()));
    assert_eq!(ask("?kind=sum", "192.0.2.2").await.status, 200);
}

#[tokio::test]
async fn a_stranger_waits_longer_each_time_and_keeps_the_owner_out_nowhere() {
    let app = TestApp::open_with("client_address_header = 'x-real-ip'").await;
    let owner = app.visitor();
    assert_eq!(owner.give_password_from("192.0.2.7", MOBILE, PASSWORD).await.status, 200);
    owner.delete(api::SESSION_PATH).await;

    let stranger = app.visitor();
    let from = "192.0.2.9";
    for _ in 0..5 {
        assert_eq!(stranger.give_password_from(from, MOBILE, "wrong-1").await.status, 422);
    }
    for (wait, then) in [(30, 60), (60, 120), (120, 240)] {
        // While the pause lasts the right password does not help either, and tells nothing.
        let paused = stranger.give_password_from(from, MOBILE, PASSWORD).await;
        assert_eq!(paused.refusal(), (429, "too_many".into()));
        assert_eq!(paused.failure().retry_after, Some(wait));
        app.clock.advance(i64::from(wait));
        assert_eq!(stranger.give_password_from(from, MOBILE, "wrong-1").await.status, 422);
        let paused = stranger.give_password_from(from, MOBILE, "wrong-1").await;
        assert_eq!(paused.failure().retry_after, Some(then));
    }
    // The owner gets in from the very address, on the device that was known before, and from elsewhere on any.
    assert_eq!(owner.give_password_from(from, MOBILE, PASSWORD).await.status, 200);
    let elsewhere = app.visitor();
    assert_eq!(elsewhere.give_password_from("192.0.2.8", MOBILE, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn pauses_are_the_same_for_names_that_are_nobodys() {
    let app = TestApp::open_with("client_address_header = 'x-real-ip'").await;
    let visitor = app.visitor();
    for name in ["zhang-yangben", "nobody-here"] {
        let mut answers = Vec::new();
        for _ in 0..7 {
            let answer = visitor.give_password(name, "wrong-1").await;
            answers.push((answer.status.as_u16(), answer.failure().retry_after));
        }
        let few = (422, None);
        let paused = (429, Some(30));
        assert_eq!(answers, [few, few, few, few, few, paused, paused], "{name}");
    }
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_of_the_person() {
    let app = TestApp::open().await;
    let (here, there) = (app.visitor(), app.visitor());
    here.give_password(MOBILE, PASSWORD).await;
    there.give_password(MOBILE, PASSWORD).await;
    let by_sms = app.applicant(MOBILE, ZHANG).await;
    let change = async |old: &str, new: &str| {
        here.put(api::PASSWORD_PATH, &json!({ "old": old, "new": new })).await.refusal()
    };
    for (old, new, code) in [
        (PASSWORD, "kurz1", "weak_password"),
        (PASSWORD, "nihao13900000001", "weak_password"),
        ("wrong-1", NEW, "bad_password"),
    ] {
        assert_eq!(change(old, new).await, (422, code.into()));
    }
    let token = here.cookie.lock().unwrap().clone();
    let answer = here.put(api::PASSWORD_PATH, &json!({ "old": PASSWORD, "new": NEW })).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_ne!(*here.cookie.lock().unwrap(), token, "the token is another");
    assert_eq!(here.session().await["name"], "张**");
    for ended in [&there, &by_sms] {
        assert_eq!(ended.session().await["signed_in"], false);
    }
    assert_eq!(there.give_password(MOBILE, PASSWORD).await.status, 422);
    assert_eq!(there.give_password(MOBILE, NEW).await.status, 200);
    // Who came by a code has no password to change.
    app.clock.advance(60);
    let by_sms = app.applicant(MOBILE, ZHANG).await;
    let answer = by_sms.put(api::PASSWORD_PATH, &json!({ "old": NEW, "new": PASSWORD })).await;
    assert_eq!(answer.refusal(), (404, "not_found".into()));
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_a_code_to_the_accounts_own_number() {
    let app = TestApp::open().await;
    let (owner, elsewhere) = (app.visitor(), app.visitor());
    elsewhere.give_password(MOBILE, PASSWORD).await;
    let sent = owner.ask_reset("zhang-yangben").await.json();
    let code = owner.reset_code(MOBILE).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let ticket = &sent["ticket"];
    assert_eq!(owner.reset(ticket, wrong, NEW).await.refusal(), (422, "bad_code".into()));
    assert_eq!(owner.reset(&json!("x"), &code, NEW).await.refusal(), (422, "bad_code".into()));
    // A password that is refused does not cost the code.
    assert_eq!(
        owner.reset(ticket, &code, "12345678").await.refusal(),
        (422, "weak_password".into())
    );
    assert_eq!(owner.reset(ticket, &code, NEW).await.status, 204);
    assert_eq!(owner.reset(ticket, &code, NEW).await.refusal(), (422, "bad_code".into()));
    assert_eq!(elsewhere.session().await["signed_in"], false);
    assert_eq!(owner.give_password(MOBILE, PASSWORD).await.status, 422);
    assert_eq!(owner.give_password(MOBILE, NEW).await.status, 200);
    // The code signs nobody in.
    assert_eq!(app.visitor().give_code(MOBILE, &code).await.refusal(), (422, "bad_code".into()));
}

#[tokio::test]
async fn a_code_for_a_new_password_is_good_once_also_at_the_same_moment() {
    let app = TestApp::open().await;
    let owner = app.visitor();
    let sent = owner.ask_reset("zhang-yangben").await.json();
    let code = owner.reset_code(MOBILE).await;
    let passwords = ["taikong#2026", "taikong#2027", "taikong#2028"];
    let resets = passwords.map(|password| owner.reset(&sent["ticket"], &code, password));
    let answers = futures_util::future::join_all(resets).await;
    let set: Vec<_> = answers.iter().map(|answer| answer.status == 204).collect();
    assert_eq!(set.iter().filter(|set| **set).count(), 1, "{answers:?}");
    for (password, set) in passwords.into_iter().zip(set) {
        assert_eq!(app.visitor().give_password(MOBILE, password).await.status == 200, set);
    }
}

#[tokio::test]
async fn a_new_password_makes_every_device_a_strange_one_but_the_one_it_was_changed_on() {
    let app = TestApp::open_with("client_address_header = 'x-real-ip'").await;
    let (here, there) = (app.visitor(), app.visitor());
    for visitor in [&here, &there] {
        assert_eq!(visitor.give_password(MOBILE, PASSWORD).await.status, 200);
    }
    let body = json!({ "old": PASSWORD, "new": NEW });
    assert_eq!(here.put(api::PASSWORD_PATH, &body).await.status, 200);
    // A stranger's network waits, and the device of whoever knew the old password waits with it.
    for _ in 0..5 {
        app.visitor().give_password(MOBILE, "wrong-1").await;
    }
    assert_eq!(there.give_password(MOBILE, NEW).await.status, 429);
    assert_eq!(here.give_password(MOBILE, NEW).await.status, 200);
}

#[tokio::test]
async fn an_account_without_a_password_gets_its_first_one_by_a_code() {
    let app = TestApp::open().await;
    let owner = app.visitor();
    let sent = owner.ask_reset("qian-laoyang").await.json();
    let code = owner.reset_code("13900000006").await;
    assert_eq!(owner.reset(&sent["ticket"], &code, NEW).await.status, 204);
    assert_eq!(owner.give_password("11010119550101206x", NEW).await.status, 200);
}

#[tokio::test]
async fn a_reset_is_answered_the_same_where_there_is_no_account() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    for name in ["zhang-yangben", "nobody-here"] {
        let sent = visitor.ask_reset(name).await.json();
        assert_eq!(sent["ticket"].as_str().unwrap().len(), 64, "{name}");
        assert_eq!((&sent["resend_after"], &sent["expires_in"]), (&json!(60), &json!(300)));
        let again = visitor.ask_reset(name).await;
        assert_eq!(again.refusal(), (429, "too_many".into()), "{name}");
        assert_eq!(again.failure().retry_after, Some(60), "{name}");
        assert_eq!(visitor.reset(&sent["ticket"], "000000", NEW).await.refusal().1, "bad_code");
    }
}

#[tokio::test]
async fn wrong_codes_of_a_stranger_do_not_cost_the_owner_theirs() {
    let app = TestApp::open().await;
    let (stranger, owner) = (app.visitor(), app.visitor());
    let theirs = stranger.ask_reset("zhang-yangben").await.json();
    let first = stranger.reset_code(MOBILE).await;
    app.clock.advance(60);
    let own = owner.ask_reset("13900000001").await.json();
    // The newest message is the owner's once there are two.
    let code = loop {
        let path = format!("/api/sandbox/outbox?mobile={MOBILE}");
        if owner.get(&path).await.json().as_array().unwrap().len() == 2 {
            break owner.code(MOBILE).await;
        }
        tokio::task::yield_now().await;
    };
    let wrong = ["000000", "000001", "000002"].into_iter().find(|one| **one != first).unwrap();
    for _ in 0..6 {
        assert_eq!(stranger.reset(&theirs["ticket"], wrong, NEW).await.status, 422);
    }
    assert_eq!(stranger.reset(&theirs["ticket"], &first, NEW).await.status, 422, "dead");
    assert_eq!(owner.reset(&own["ticket"], &code, NEW).await.status, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_replaces_all_accounts_at_once_and_keeps_passwords_that_it_does_not_give() {
    let app = TestApp::open().await;
    let owner = app.visitor();
    owner.give_password(MOBILE, PASSWORD).await;
    let li = app.visitor();
    li.give_password("li.yangben", "taiyang-88").await;
    let file = app.data.path().join("accounts.tsv");
    let import = |rows: &str| {
        let head = "username\tmobile\tname\tid_number\tpassword\n";
        std::fs::write(&file, [head, rows].concat()).unwrap();
        let (file, data) = (commands::path(&file), commands::path(app.data.path()));
        commands::run(&["import", "accounts", file, "--data", data])
    };
    let faulty = import("neu\t13900000001\t张样本\t110108199003072011\t\nx\t1\t李\t1\tkurz\n");
    assert_eq!((faulty.code, &faulty.lines[0]["ok"]), (1, &json!(false)));
    assert!(!faulty.lines[0].to_string().contains("kurz"));
    assert_eq!(owner.session().await["signed_in"], true);

    let taken = import("neu\t13900000011\t张样本\t110108199003072011\t\n");
    assert_eq!((taken.code, &taken.lines[0]["rows"]), (0, &json!(1)), "{}", taken.errors);
    assert_eq!(owner.session().await["signed_in"], true, "the same account");
    assert_eq!(li.session().await["signed_in"], false, "an account that is gone");
    let visitor = app.visitor();
    for (name, status) in [("neu", 200), ("13900000011", 200), ("zhang-yangben", 422)] {
        assert_eq!(visitor.give_password(name, PASSWORD).await.status, status, "{name}");
    }
}
